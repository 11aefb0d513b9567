; A long-running loop that makes closures. Each round makes counters and a small dispatcher that can see
; itself: an environment in which a closure is stored that was made there. Nothing survives a round but
; a number, so memory should not grow.

(define (make-counter start)
  (define count start)
  (define (self message)
    (cond ((eq? message 'next) (set! count (+ count 1)) count)
          ((eq? message 'reset) (set! count start) self)
          (else (self 'next))))
  self)

(define (make-ring n)
  (let ((first (list (make-counter 0))))
    (let loop ((i 1) (last first))
      (if (< i n)
          (let ((next (list (make-counter i))))
            (set-cdr! last next)
            (loop (+ i 1) next))
          (begin
            (set-cdr! last first)
            first)))))

(define (walk ring steps)
  (let loop ((ring ring) (steps steps) (sum 0))
    (if (= steps 0)
        sum
        (loop (cdr ring) (- steps 1) (+ sum ((car ring) 'next))))))

(define (even-steps n)
  (letrec ((even? (lambda (n) (if (= n 0) #t (odd? (- n 1)))))
           (odd? (lambda (n) (if (= n 0) #f (even? (- n 1))))))
    (if (even? n) 1 0)))

(define rounds 20000)

(define (run round sum)
  (if (= round rounds)
      sum
      (run (+ round 1)
           (+ sum (walk (make-ring 8) 24) (even-steps (modulo round 10))))))

(display (run 0 0))
(newline)
