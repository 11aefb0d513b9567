(if #t 1 2) ;=> 1
(if #f 1 2) ;=> 2
(if '() 'true 'false) ;=> true
(if 0 'true 'false) ;=> true
(and) ;=> #t
(and 1 2) ;=> 2
(and 1 #f 2) ;=> #f
(or) ;=> #f
(or #f 2) ;=> 2
(or #f #f) ;=> #f
(if (and (or #f 1) (not (and 1 #f))) 'yes 'no) ;=> yes
(if (or (and #f 1) (and 2 (or #f #f))) 'yes 'no) ;=> no
(when #t 1 2) ;=> 2
(unless #f 1 2) ;=> 2
(let ((x 5)) (when (> x 3) (set! x 9)) x) ;=> 9
(cond (#f 1) (else 2)) ;=> 2
(cond ((assv 2 '((1 a) (2 b))) => cadr) (else 'none)) ;=> b
(cond (#f 1) (5)) ;=> 5
(cond ((= 1 1) 'a 'b)) ;=> b
(case 3 ((1 2) 'low) ((3 4) 'high) (else 'other)) ;=> high
(case 'x ((a) 1) (else 2)) ;=> 2
(case 5 ((5) => (lambda (x) (* x 2))) (else 0)) ;=> 10
(case 7 ((1) 1) (else => (lambda (x) (+ x 1)))) ;=> 8
(case #\a ((#\a #\b) 'letter) (else 'other)) ;=> letter
(let ((x 1) (y 2)) (+ x y)) ;=> 3
(let () 5) ;=> 5
(let ((x 1)) (let ((x 2) (y x)) (list x y))) ;=> (2 1)
(let* ((x 1) (y (+ x 1))) (list x y)) ;=> (1 2)
(let* () 3) ;=> 3
(letrec ((even? (lambda (n) (or (= n 0) (odd? (- n 1))))) (odd? (lambda (n) (and (> n 0) (even? (- n 1)))))) (even? 100)) ;=> #t
(letrec* ((a 1) (b (+ a 1))) b) ;=> 2
(letrec ((a b) (b 1)) a) ;=! `b` is used before it is defined
(let loop ((i 0) (acc '())) (if (= i 3) acc (loop (+ i 1) (cons i acc)))) ;=> (2 1 0)
(let loop ((i 3)) (if (= i 0) '() (cons i (loop (- i 1))))) ;=> (3 2 1)
(let loop () 5) ;=> 5
(let outer ((i 0) (n 0)) (if (= i 3) n (let inner ((j 0) (n n)) (if (= j 4) (outer (+ i 1) n) (inner (+ j 1) (+ n 1)))))) ;=> 12
(+ 1 (let loop ((i 0)) (if (< i 5) (loop (+ i 1)) i))) ;=> 6
(let ((f #f)) (let loop ((i 0)) (if (< i 3) (begin (if (= i 1) (set! f (lambda () i))) (loop (+ i 1))))) (f)) ;=> 1
(map (lambda (f) (f)) (let loop ((i 0) (fs '())) (if (= i 3) (reverse fs) (loop (+ i 1) (cons (lambda () (set! i (+ i 10)) i) fs))))) ;=> (10 11 12)
(do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i 5) s)) ;=> 10
(do ((v (make-vector 3)) (i 0 (+ i 1))) ((= i 3) v) (vector-set! v i i)) ;=> #(0 1 2)
(let ((x '(1 3 5))) (do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum))) ;=> 9
((lambda (x) (* x x)) 5) ;=> 25
((lambda args args) 1 2) ;=> (1 2)
((lambda (a . rest) (list a rest)) 1 2 3) ;=> (1 (2 3))
((lambda (a b) a) 1) ;=! expected 2 arguments, but found 1
((lambda (a . b) a)) ;=! expected at least 1 argument, but found 0
(begin (define (f x) x) (f 1 2)) ;=! f: expected 1 argument, but found 2
(car 1 2) ;=! car: expected 1 argument, but found 2
(5 5) ;=! expected a procedure to call, but found 5
("f") ;=! expected a procedure to call, but found "f"
(begin (define x 1) (set! x 2) x) ;=> 2
(begin (define (counter) (define n 0) (lambda () (set! n (+ n 1)) n)) (define c (counter)) (c) (c) (list (c) ((counter)))) ;=> (3 1)
(begin (define ((adder n) m) (+ n m)) ((adder 3) 4)) ;=> 7
(let () (define a 1) (define (f) (* a 2)) (f)) ;=> 2
(let () (define (ev? n) (or (= n 0) (od? (- n 1)))) (define (od? n) (and (> n 0) (ev? (- n 1)))) (ev? 10)) ;=> #t
(let () (begin (define a 1)) (define b (+ a 1)) b) ;=> 2
(let () (define x 1) (set! x 5) x) ;=> 5
(let () (define x y) (define y 1) x) ;=! `y` is used before it is defined
(begin undefined-name) ;=! `undefined-name` is not defined
(set! undefined-name 1) ;=! `undefined-name` is not defined, so it cannot be set
(begin 1 2 3) ;=> 3
(let-values (((a b) (values 1 2)) ((c) (values 3))) (list a b c)) ;=> (1 2 3)
(let-values (((a . rest) (values 1 2 3))) (list a rest)) ;=> (1 (2 3))
(let ((a 1)) (let-values (((a) (values 2)) ((b) (values a))) (list a b))) ;=> (2 1)
(let*-values (((a b) (values 1 2)) ((c) (values (+ a b)))) c) ;=> 3
(receive (a . b) (values 1 2 3) (list a b)) ;=> (1 (2 3))
(begin (define-values (p q . r) (values 1 2 3 4)) (list p q r)) ;=> (1 2 (3 4))
(let () (define-values (p q) (values 1 2)) (+ p q)) ;=> 3
(call-with-values (lambda () (values)) list) ;=> ()
(call-with-values (lambda () 5) list) ;=> (5)
(values 1) ;=> 1
(begin (define f (case-lambda ((a) (list 'one a)) ((a b) (list 'two a b)) ((a . rest) (list 'more rest)))) (list (f 1) (f 1 2) (f 1 2 3))) ;=> ((one 1) (two 1 2) (more (2 3)))
((case-lambda ((a) a))) ;=! case-lambda: no clause takes this many arguments: 0
(call/cc (lambda (k) (+ 1 (k 42)))) ;=> 42
(+ 1 (call/cc (lambda (k) 1))) ;=> 2
(call/cc (lambda (k) (for-each (lambda (x) (if (negative? x) (k x))) '(1 -2 3)) 'none)) ;=> -2
(call-with-values (lambda () (call/cc (lambda (k) (k 1 2)))) list) ;=> (1 2)
(let ((k #f) (n 0)) (call/cc (lambda (c) (set! k c))) (set! n (+ n 1)) (if (< n 3) (k #f)) n) ;=> 3
(let ((r '())) (let ((k #f)) (set! r (cons (call/cc (lambda (c) (set! k c) 1)) r)) (if (< (length r) 3) (k (+ 1 (length r)))) r)) ;=> (3 2 1)
(call/ec (lambda (k) (+ 1 (k 5)))) ;=> 5
(begin (define kept #f) (call/ec (lambda (k) (set! kept k))) (kept 1)) ;=! this escape is of no use any more
(let ((path '())) (dynamic-wind (lambda () (set! path (cons 'in path))) (lambda () (set! path (cons 'body path))) (lambda () (set! path (cons 'out path)))) (reverse path)) ;=> (in body out)
(let ((path '())) (call/cc (lambda (k) (dynamic-wind (lambda () (set! path (cons 'in path))) (lambda () (k 1)) (lambda () (set! path (cons 'out path)))))) (reverse path)) ;=> (in out)
(let ((path '())) (guard (e (#t (set! path (cons 'handler path)))) (dynamic-wind (lambda () (set! path (cons 'in path))) (lambda () (raise 'x)) (lambda () (set! path (cons 'out path))))) (reverse path)) ;=> (in out handler)
(let ((x 0)) (call/cc (lambda (k) (dynamic-wind values (lambda () (dynamic-wind values (lambda () (k 1)) (lambda () (set! x (+ x 1))))) (lambda () (set! x (+ x 10)))))) x) ;=> 11
(force (delay (+ 1 2))) ;=> 3
(let* ((n 0) (p (delay (begin (set! n (+ n 1)) n)))) (force p) (force p)) ;=> 1
(force 5) ;=> 5
(force (make-promise 5)) ;=> 5
(promise? (delay 1)) ;=> #t
(force (delay-force (delay 3))) ;=> 3
(stream-head (let loop ((n 1)) (cons-stream n (loop (* n 2)))) 5) ;=> (1 2 4 8 16)
(let ((p (make-parameter 1))) (list (p) (parameterize ((p 2)) (p)) (p))) ;=> (1 2 1)
(let ((p (make-parameter 1 (lambda (x) (* x 10))))) (list (p) (parameterize ((p 2)) (p)))) ;=> (10 20)
(let ((x 1)) (define (get) x) (list (fluid-let ((x 2)) (get)) (get))) ;=> (2 1)
(eval '(+ 1 2)) ;=> 3
(eval '(begin (define evaluated 5) (* evaluated 2)) (interaction-environment)) ;=> 10
(eval (list 'let (list (list 'x 3)) 'x)) ;=> 3
(procedure? car) ;=> #t
(procedure? (lambda () 1)) ;=> #t
(procedure? 'car) ;=> #f
(call/cc procedure?) ;=> #t
car ;=> #<procedure car>
(begin (define (named) 1) named) ;=> #<procedure named>
(lambda (x) x) ;=> #<procedure>
(let ((f (lambda () 1))) f) ;=> #<procedure f>
(let ((if list)) (if 1 2 3)) ;=> (1 2 3)
(let ((list vector)) (list 1 2)) ;=> #(1 2)
(let ((+ -)) (+ 5 3)) ;=> 2
(begin (define (car x) 'mine) (car '(1))) ;=> mine
(symbol? 'a) ;=> #t
(symbol->string 'abc) ;=> "abc"
(string->symbol "two words") ;=> |two words|
(eq? 'abc (string->symbol "abc")) ;=> #t
(eq? (generate-uninterned-symbol) (generate-uninterned-symbol)) ;=> #f
'|a b| ;=> |a b|
(symbol=? 'a 'a 'a) ;=> #t
(begin (define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y)) (define p (make-point 1 2)) (set-point-x! p 5) (list (point-x p) (point-y p) (point? p) (point? 5))) ;=> (5 2 #t #f)
(begin (define-record-type <thing> (make-thing a) thing? (a thing-a) (b thing-b)) (make-thing 1)) ;=> #<thing>
(begin (define-record-type a (make-a) a?) (define-record-type b (make-b) b?) (a? (make-b))) ;=> #f
(begin (define-record-type point (make-point x) point? (x point-x)) (point-x 5)) ;=! point-x: expected a record of type point, but found 5
(begin (define-record-type point (make-point x) point? (x point-x)) (make-point)) ;=! make-point: expected 1 argument, but found 0
(let () (define-record-type cell (make-cell v) cell? (v cell-v)) (cell-v (make-cell 3))) ;=> 3
(begin (define-record-type point (make-point z) point? (x point-x)) 1) ;=! records of type point have no field z
(memq 'r7rs (features)) ;=> (r7rs full-unicode gc-scheme)
(cond-expand (r7rs 'yes) (else 'no)) ;=> yes
(cond-expand (nothing-like-it 'yes) (else 'no)) ;=> no
(cond-expand ((and) 'yes) (else 'no)) ;=> yes
(cond-expand ((or) 'yes) (else 'no)) ;=> no
(cond-expand ((and r7rs (not other) (or other full-unicode)) 1 2) (else 3)) ;=> 2
(cond-expand ((library (scheme base)) 'yes) (else 'no)) ;=> yes
(cond-expand ((library (scheme nothing)) 'yes) (else 'no)) ;=> no
(list (cond-expand (other 1))) ;=> (#<unspecified>)
(cond-expand (5 1)) ;=! expected a feature, (library name), or these in and, or, not; found 5
(cond-expand ()) ;=! a clause of cond-expand must be (requirement form ...)
(begin (define (f) (cond-expand (r7rs (define x 5)) (else (define x 6))) (* x 2)) (f)) ;=> 10
(begin (cond-expand (r7rs (define g 7))) g) ;=> 7
(define-library (a) (export b)) ;=! a program cannot define libraries here
