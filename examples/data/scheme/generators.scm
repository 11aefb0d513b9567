; Generators and a scheduler out of continuations that are gone back to.

(define (make-generator walk)
  (define return #f)
  (define (resume)
    (walk (lambda (value)
            (call/cc
              (lambda (rest)
                (set! resume (lambda () (rest #f)))
                (return value)))))
    (set! resume (lambda () (return 'done)))
    (return 'done))
  (lambda ()
    (call/cc
      (lambda (k)
        (set! return k)
        (resume)))))

(define (leaves tree)
  (make-generator
    (lambda (yield)
      (let walk ((tree tree))
        (if (pair? tree)
            (begin
              (walk (car tree))
              (walk (cdr tree)))
            (if (not (null? tree)) (yield tree)))))))

(define (same-fringe? a b)
  (let ((a (leaves a)) (b (leaves b)))
    (let loop ()
      (let ((x (a)) (y (b)))
        (cond ((not (eqv? x y)) #f)
              ((eq? x 'done) #t)
              (else (loop)))))))

(display (same-fringe? '(1 (2 3) ((4))) '((1 2) (3 (4)))))
(display (same-fringe? '(1 (2 3) ((4))) '((1 2) (4 (3)))))
(newline)

; A round of tasks that yield to each other.
(define waiting '())
(define log '())

(define (later! thunk)
  (set! waiting (append waiting (list thunk))))

(define (yield)
  (call/cc
    (lambda (k)
      (later! (lambda () (k #f)))
      (run-next))))

(define finish #f)

(define (run-next)
  (if (null? waiting)
      (finish 'finished)
      (let ((next (car waiting)))
        (set! waiting (cdr waiting))
        (next))))

(define (task name steps)
  (lambda ()
    (do ((i 0 (+ i 1)))
        ((= i steps))
      (set! log (cons (cons name i) log))
      (yield))
    (run-next)))

(later! (task 'a 3))
(later! (task 'b 2))
(later! (task 'c 4))
(display (call/cc (lambda (k) (set! finish k) (run-next))))
(newline)
(display (reverse log))
(newline)

; dynamic-wind, in and out and in again.
(define trail '())
(define (note what) (set! trail (cons what trail)))
(define again #f)

(define (wind)
  (let ((visits 0))
    (dynamic-wind
      (lambda () (note 'in))
      (lambda ()
        (call/cc (lambda (k) (set! again k)))
        (note 'body))
      (lambda () (note 'out)))
    (set! visits (+ visits 1))
    (if (< visits 3) (again #f))))

(wind)
(display (reverse trail))
(newline)

(define (rounds n)
  (if (> n 0)
      (begin
        (same-fringe? '(1 (2 (3 (4 5) 6)) 7) '((1 2) 3 ((4) 5 6) 7))
        (rounds (- n 1)))))

(rounds 2000)
(display 'end)
(newline)
