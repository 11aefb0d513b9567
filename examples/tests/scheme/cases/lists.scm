'() ;=> ()
'(1 . 2) ;=> (1 . 2)
'(1 2 . (3)) ;=> (1 2 3)
'(a "b" #\c 1.5 #t) ;=> (a "b" #\c 1.5 #t)
''a ;=> 'a
'`(a ,b ,@c) ;=> `(a ,b ,@c)
(cons 1 2) ;=> (1 . 2)
(cons 1 '(2 3)) ;=> (1 2 3)
(car '(1 2)) ;=> 1
(cdr '(1 2)) ;=> (2)
(car '()) ;=! car: expected a pair, but found ()
(cdr 5) ;=! cdr: expected a pair, but found 5
(cadr '(1 2 3)) ;=> 2
(cddr '(1 2 3)) ;=> (3)
(caddr '(1 2 3)) ;=> 3
(caar '((1) 2)) ;=> 1
(cdar '((1 2) 3)) ;=> (2)
(cadddr '(1 2 3 4)) ;=> 4
(cadr '(1)) ;=! cadr: expected a longer list, but found (1)
(list) ;=> ()
(list 1 2 3) ;=> (1 2 3)
(cons* 1 2 '(3 4)) ;=> (1 2 3 4)
(make-list 2 'x) ;=> (x x)
(iota 4) ;=> (0 1 2 3)
(iota 3 1) ;=> (1 2 3)
(iota 3 0 2) ;=> (0 2 4)
(length '(1 2 3)) ;=> 3
(length '(1 . 2)) ;=! length: expected a list, but found (1 . 2)
(append) ;=> ()
(append '(1) '(2) '(3 4)) ;=> (1 2 3 4)
(append '(1) 2) ;=> (1 . 2)
(append '(1) '() '(2 . 3)) ;=> (1 2 . 3)
(reverse '(1 2 3)) ;=> (3 2 1)
(list-tail '(1 2 3) 1) ;=> (2 3)
(list-head '(1 2 3) 2) ;=> (1 2)
(list-ref '(a b c) 2) ;=> c
(list-ref '(a b c) 3) ;=! list-ref: expected a pair
(list-tail '(1) 5) ;=! list-tail: expected a list of at least 5 elements
(list-copy '(1 2 . 3)) ;=> (1 2 . 3)
(last-pair '(1 2 3)) ;=> (3)
(last '(1 2 3)) ;=> 3
(first '(1 2 3)) ;=> 1
(let ((l (list 1 2 3))) (list-set! l 1 'x) l) ;=> (1 x 3)
(let ((p (cons 1 2))) (set-car! p 3) (set-cdr! p 4) p) ;=> (3 . 4)
(memq 'c '(a b c d)) ;=> (c d)
(memq 'x '(a b)) ;=> #f
(memv 1.5 '(1 1.5 2)) ;=> (1.5 2)
(member '(1) '((0) (1) (2))) ;=> ((1) (2))
(member 2.0 '(1 2 3) =) ;=> (2 3)
(assq 'b '((a 1) (b 2))) ;=> (b 2)
(assv 2 '((1 . a) (2 . b))) ;=> (2 . b)
(assoc "b" '(("a" . 1) ("b" . 2))) ;=> ("b" . 2)
(assoc 2.0 '((1 . a) (2 . b)) =) ;=> (2 . b)
(assq 'x '()) ;=> #f
(assq 'a '(1)) ;=! assq: expected a list of pairs
(pair? '(1)) ;=> #t
(pair? '()) ;=> #f
(null? '()) ;=> #t
(list? '(1 2)) ;=> #t
(list? '(1 . 2)) ;=> #f
(let ((l (list 1 2))) (set-cdr! (cdr l) l) (list? l)) ;=> #f
(let ((l (list 1 2))) (set-cdr! (cdr l) l) l) ;=> #0=(1 2 . #0#)
(let ((v (vector 1 2))) (vector-set! v 0 v) v) ;=> #0=#(#0# 2)
(let ((a (list 1 2)) (b (list 1 2))) (set-cdr! (cdr a) a) (set-cdr! (cdr b) b) (equal? a b)) ;=> #t
(eq? 'a 'a) ;=> #t
(eq? '() '()) ;=> #t
(eq? (list 1) (list 1)) ;=> #f
(eqv? 1.0 1.0) ;=> #t
(eqv? 0.0 -0.0) ;=> #f
(eqv? 1 1.0) ;=> #f
(eqv? "a" "a") ;=> #f
(equal? "a" "a") ;=> #t
(equal? '(1 (2 #(3 "x"))) '(1 (2 #(3 "x")))) ;=> #t
(equal? '(1 2) '(1 3)) ;=> #f
(equal? #(1 2) #(1 2 3)) ;=> #f
(not 0) ;=> #f
(not #f) ;=> #t
(boolean? #f) ;=> #t
(boolean=? #t #t) ;=> #t
(map + '(1 2 3) '(10 20 30)) ;=> (11 22 33)
(map (lambda (x) (* x x)) '(1 2 3)) ;=> (1 4 9)
(map + '(1 2) '(1 2 3)) ;=> (2 4)
(let ((sum 0)) (for-each (lambda (x y) (set! sum (+ sum (* x y)))) '(1 2) '(3 4)) sum) ;=> 11
(append-map (lambda (x) (list x x)) '(1 2)) ;=> (1 1 2 2)
(filter odd? '(1 2 3 4 5)) ;=> (1 3 5)
(remove odd? '(1 2 3 4 5)) ;=> (2 4)
(call-with-values (lambda () (partition odd? '(1 2 3))) list) ;=> ((1 3) (2))
(delete 2 '(1 2 3 2)) ;=> (1 3)
(delete-duplicates '(1 2 1 3 2)) ;=> (1 2 3)
(fold-left cons '() '(1 2)) ;=> ((() . 1) . 2)
(fold-right cons '() '(1 2)) ;=> (1 2)
(fold cons '() '(1 2)) ;=> (2 1)
(reduce + 0 '(1 2 3)) ;=> 6
(reduce + 0 '()) ;=> 0
(find even? '(1 2 3)) ;=> 2
(find even? '(1 3)) ;=> #f
(find-tail even? '(1 2 3)) ;=> (2 3)
(list-index even? '(1 3 4)) ;=> 2
(any even? '(1 2)) ;=> #t
(every odd? '(1 3)) ;=> #t
(every odd? '()) ;=> #t
(count odd? '(1 2 3)) ;=> 2
(list-tabulate 3 (lambda (i) (* i i))) ;=> (0 1 4)
(sort '(3 1 2) <) ;=> (1 2 3)
(sort '((b . 1) (a . 1) (c . 0)) (lambda (x y) (< (cdr x) (cdr y)))) ;=> ((c . 0) (b . 1) (a . 1))
(sort (vector 3 1 2) >) ;=> #(3 2 1)
(sort '() <) ;=> ()
(list-sort < '(2 1)) ;=> (1 2)
(apply + '(1 2 3)) ;=> 6
(apply + 1 2 '(3)) ;=> 6
(apply + 1) ;=! apply: expected 
(apply car '((1 2))) ;=> 1
`(1 2) ;=> (1 2)
`(1 ,(+ 1 1)) ;=> (1 2)
`(1 ,@(list 2 3) 4) ;=> (1 2 3 4)
`(1 . ,(+ 1 1)) ;=> (1 . 2)
`(,@'(1 2) . 3) ;=> (1 2 . 3)
`#(1 ,(+ 1 1) ,@(list 3)) ;=> #(1 2 3)
`(1 `(2 ,(3 ,(+ 1 3)))) ;=> (1 `(2 ,(3 4)))
`((,(car '(a)) . b) c) ;=> ((a . b) c)
`,(+ 1 2) ;=> 3
`,@(list 1) ;=! unquote-splicing must be inside a list
(list-ref '#0=(a b . #0#) 5) ;=> b
'#0=(a b . #0#) ;=> #0=(a b . #0#)
'(#1=(x) #1# #1#) ;=> ((x) (x) (x))
(let ((x '(#1=(y) #1#))) (eq? (car x) (cadr x))) ;=> #t
'#0=#(1 #0#) ;=> #0=#(1 #0#)
'#0=(#1=(1 . #0#) #1#) ;=> #0=((1 . #0#) (1 . #0#))
'(#0='a #0#) ;=> ('a 'a)
'#0=#0# ;=! a label cannot stand for itself
'(#0=a #1#) ;=! `#1#` refers to no datum `#1=`
'(#0=) ;=! expected a datum, but found `)`
