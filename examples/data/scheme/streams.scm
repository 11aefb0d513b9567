; Endless lists: each rest is a promise.

(define (from n)
  (cons-stream n (from (+ n 1))))

(define (stream-filter keep? stream)
  (if (keep? (stream-car stream))
      (cons-stream (stream-car stream) (stream-filter keep? (stream-cdr stream)))
      (stream-filter keep? (stream-cdr stream))))

(define (stream-map2 f a b)
  (cons-stream (f (stream-car a) (stream-car b))
               (stream-map2 f (stream-cdr a) (stream-cdr b))))

(define (sieve stream)
  (let ((prime (stream-car stream)))
    (cons-stream prime
                 (sieve (stream-filter
                          (lambda (n) (not (= 0 (remainder n prime))))
                          (stream-cdr stream))))))

(define (nth stream n)
  (if (= n 0)
      (stream-car stream)
      (nth (stream-cdr stream) (- n 1))))

(display (stream-head (sieve (from 2)) 20))
(newline)
(display (nth (sieve (from 2)) 250))
(newline)

; A stream that is made of itself.
(define fibs
  (cons-stream 0 (cons-stream 1 (stream-map2 + fibs (stream-cdr fibs)))))

(display (nth fibs 300))
(newline)

; A promise that leads to a promise that leads ... a hundred thousand times.
(define (far n)
  (if (= n 0)
      (delay 'there)
      (delay-force (far (- n 1)))))

(display (force (far 100000)))
(newline)
