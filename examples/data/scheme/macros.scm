; Macros that stay out of the way of the names around them.

(define-syntax swap!
  (syntax-rules ()
    ((_ a b) (let ((kept a)) (set! a b) (set! b kept)))))

(define-syntax while
  (syntax-rules ()
    ((_ test body ...)
     (let loop ()
       (if test (begin body ... (loop)))))))

(define-syntax for
  (syntax-rules (in from to)
    ((_ x in items body ...) (for-each (lambda (x) body ...) items))
    ((_ x from a to b body ...)
     (do ((x a (+ x 1))) ((> x b)) body ...))))

(define-syntax my-or
  (syntax-rules ()
    ((_) #f)
    ((_ e) e)
    ((_ e more ...) (let ((t e)) (if t t (my-or more ...))))))

(define-syntax collect
  (syntax-rules ()
    ((_ (name value) ...) (list (cons 'name value) ...))))

(define-syntax let-pairs
  (syntax-rules ()
    ((_ (((a b) e) ...) body ...)
     (let ((a (car e)) ...) (let ((b (cdr e)) ...) body ...)))))

(let ((kept 1) (other 2))
  (swap! kept other)
  (display (list kept other))
  (newline))

(define t 5)
(display (my-or #f t))
(newline)

(let ((if list))
  (display (my-or #f 3))
  (newline))

(define i 0)
(define sum 0)
(while (< i 100000)
  (set! sum (+ sum i))
  (set! i (+ i 1)))
(display sum)
(newline)

(for x in '(1 2 3) (display (* x x)) (display " "))
(for x from 4 to 6 (display (* x x)) (display " "))
(newline)

(display (collect (a 1) (b (+ 1 1))))
(newline)
(display (let-pairs (((a b) '(1 . 2)) ((c d) '(3 . 4))) (list a b c d)))
(newline)

; A macro that makes a macro.
(define-syntax define-constant-macro
  (syntax-rules ()
    ((_ name value)
     (define-syntax name
       (syntax-rules ()
         ((_) value))))))

(define-constant-macro seven 7)
(display (seven))
(newline)

(define-syntax matrix
  (syntax-rules ()
    ((_ (cell ...) ...) (vector (vector cell ...) ...))))

(display (matrix (1 2 3) (4 5 6)))
(newline)
