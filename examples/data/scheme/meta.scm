; A Scheme in Scheme. Environments are lists of frames; a procedure that is defined inside another is
; stored in the frame that it holds.

(define (make-frame names values) (cons names values))

(define (lookup name env)
  (if (null? env)
      (error "unbound:" name)
      (let loop ((names (caar env)) (values (cdar env)))
        (cond ((null? names) (lookup name (cdr env)))
              ((eq? (car names) name) (car values))
              (else (loop (cdr names) (cdr values)))))))

(define (define! name value env)
  (let ((frame (car env)))
    (set-car! frame (cons name (car frame)))
    (set-cdr! frame (cons value (cdr frame)))))

(define (assign! name value env)
  (if (null? env)
      (error "unbound:" name)
      (let loop ((names (caar env)) (values (cdar env)))
        (cond ((null? names) (assign! name value (cdr env)))
              ((eq? (car names) name) (set-car! values value))
              (else (loop (cdr names) (cdr values)))))))

(define (evaluate e env)
  (cond ((symbol? e) (lookup e env))
        ((not (pair? e)) e)
        (else
         (case (car e)
           ((quote) (cadr e))
           ((if)
            (if (evaluate (cadr e) env)
                (evaluate (caddr e) env)
                (evaluate (cadddr e) env)))
           ((lambda) (list 'procedure (cadr e) (cddr e) env))
           ((define)
            (if (pair? (cadr e))
                (define! (caadr e) (list 'procedure (cdadr e) (cddr e) env) env)
                (define! (cadr e) (evaluate (caddr e) env) env)))
           ((set!) (assign! (cadr e) (evaluate (caddr e) env) env))
           ((begin) (evaluate-all (cdr e) env))
           ((let)
            (evaluate (cons (cons 'lambda (cons (map car (cadr e)) (cddr e)))
                            (map cadr (cadr e)))
                      env))
           ((cond) (evaluate-cond (cdr e) env))
           (else
            (apply-procedure (evaluate (car e) env)
                             (evaluate-each (cdr e) env)))))))

(define (evaluate-each es env)
  (if (null? es)
      '()
      (cons (evaluate (car es) env) (evaluate-each (cdr es) env))))

(define (evaluate-all es env)
  (if (null? (cdr es))
      (evaluate (car es) env)
      (begin
        (evaluate (car es) env)
        (evaluate-all (cdr es) env))))

(define (evaluate-cond clauses env)
  (cond ((null? clauses) #f)
        ((eq? (caar clauses) 'else) (evaluate-all (cdar clauses) env))
        ((evaluate (caar clauses) env) (evaluate-all (cdar clauses) env))
        (else (evaluate-cond (cdr clauses) env))))

(define (apply-procedure f arguments)
  (if (procedure? f)
      (apply f arguments)
      (evaluate-all (caddr f)
                    (cons (make-frame (cadr f) arguments) (cadddr f)))))

(define global
  (list (make-frame (list 'car 'cdr 'cons 'null? '= '< '+ '- '* 'list 'not 'eq?)
                    (list car cdr cons null? = < + - * list not eq?))))

(define program
  '(begin
     (define (fib n)
       (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
     (define (append a b)
       (if (null? a) b (cons (car a) (append (cdr a) b))))
     (define (reverse items)
       (define (go items result)
         (if (null? items) result (go (cdr items) (cons (car items) result))))
       (go items '()))
     (define (make-counter)
       (let ((n 0))
         (lambda () (set! n (+ n 1)) n)))
     (define (count-to n)
       (define next (make-counter))
       (define (loop i)
         (cond ((= i n) (next))
               (else (next) (loop (+ i 1)))))
       (loop 1))
     (list (fib 15)
           (append '(1 2) '(3))
           (reverse '(1 2 3 4))
           (count-to 1000))))

(write (evaluate program global))
(newline)

(define (repeat n)
  (if (= n 1)
      (evaluate program global)
      (begin
        (evaluate program global)
        (repeat (- n 1)))))

(write (repeat 4))
(newline)
