; Fibonacci numbers: small ones by double recursion, a large one by doubling.

(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(display (fib 29))
(newline)

; F(2k) and F(2k+1) out of F(k) and F(k+1).
(define (fast-fib n)
  (if (= n 0)
      (values 0 1)
      (let-values (((a b) (fast-fib (quotient n 2))))
        (let ((c (* a (- (* 2 b) a)))
              (d (+ (* a a) (* b b))))
          (if (even? n)
              (values c d)
              (values d (+ c d)))))))

(call-with-values
  (lambda () (fast-fib 1000))
  (lambda (f next)
    (display f)
    (newline)))
