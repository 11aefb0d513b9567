; The sieve of Eratosthenes over a vector, and large primes by Fermat's test.

(define (sieve limit)
  (let ((marks (make-vector (+ limit 1) #t)))
    (let loop ((i 2) (primes '()))
      (cond ((> i limit) (reverse primes))
            ((vector-ref marks i)
             (do ((j (* i i) (+ j i)))
                 ((> j limit))
               (vector-set! marks j #f))
             (loop (+ i 1) (cons i primes)))
            (else (loop (+ i 1) primes))))))

(define primes (sieve 400000))
(display (length primes))
(newline)
(display (last primes))
(newline)

(define (power-mod base exponent modulus)
  (cond ((= exponent 0) 1)
        ((even? exponent)
         (let ((half (power-mod base (quotient exponent 2) modulus)))
           (modulo (* half half) modulus)))
        (else
         (modulo (* base (power-mod base (- exponent 1) modulus)) modulus))))

(define (probably-prime? n)
  (and (= (power-mod 2 (- n 1) n) 1)
       (= (power-mod 3 (- n 1) n) 1)))

(define (next-prime n)
  (if (probably-prime? n)
      n
      (next-prime (+ n 2))))

(display (next-prime (+ (expt 10 60) 1)))
(newline)
