(guard (e (#t (list 'caught e))) (raise 'oops)) ;=> (caught oops)
(guard (e ((symbol? e) 'symbol) ((string? e) 'string)) (raise "text")) ;=> string
(guard (e ((string? e) 'string)) (raise 'oops)) ;=! oops was raised, and nothing handles it
(guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'a 42)))) ;=> 42
(guard (e ((assq 'a e) => cdr) ((assq 'b e))) (raise (list (cons 'b 23)))) ;=> (b . 23)
(guard (e (else 'other)) (raise 1)) ;=> other
(guard (e (#t 1)) 5) ;=> 5
(guard (e (#f 1)) (guard (f ((number? f) (raise 'inner))) (raise 1))) ;=! inner was raised
(guard (e ((symbol? e) (list 'outer e))) (guard (f ((number? f) 'inner)) (raise 'x))) ;=> (outer x)
(guard (e ((error-object? e) (list (error-object-message e) (error-object-irritants e)))) (error "bad:" 1 'two "three")) ;=> ("bad:" (1 two "three"))
(guard (e (#t (condition/report-string e))) (error "bad:" 1 'two "three")) ;=> "bad: 1 two \"three\""
(guard (e (#t (condition/report-string e))) (vector-ref (vector 1 2) 5)) ;=> "vector-ref: index 5 is outside of a vector of 2"
(guard (e (#t (condition/report-string e))) (undefined-thing)) ;=> "`undefined-thing` is not defined"
(guard (e ((string? e) e)) (dynamic-wind (lambda () #f) (lambda () (raise "x")) (lambda () #f))) ;=> "x"
(with-exception-handler (lambda (e) 10) (lambda () (+ 1 (raise-continuable 'c)))) ;=> 11
(with-exception-handler (lambda (e) 10) (lambda () (+ 1 (raise 'c)))) ;=! the handler returned, but what was raised cannot be continued: c
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list 'handled e))) (lambda () (+ 1 (raise 'oops)))))) ;=> (handled oops)
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (condition/report-string e))) (lambda () (car 5))))) ;=> "car: expected a pair, but found 5"
(with-exception-handler (lambda (e) (list 'outer e)) (lambda () (with-exception-handler (lambda (e) (raise-continuable (list 'inner e))) (lambda () (raise-continuable 'x))))) ;=> (outer (inner x))
(guard (e (#t 'again)) (guard (e ((begin (raise 'in-clause) #t) 1)) (raise 'first))) ;=> again
(raise 'unhandled) ;=! unhandled was raised, and nothing handles it
(raise (list 1 2)) ;=! (1 2) was raised, and nothing handles it
(error "message" 'a "b" 3) ;=! message a "b" 3
(error 'who "what" 1) ;=! who "what" 1
(assert (= 1 2)) ;=! assertion failed: (= 1 2)
(assert (= 1 1)) ;=> #t
(error-object? (guard (e (#t e)) (car 1))) ;=> #t
(error-object? 5) ;=> #f
(file-error? (guard (e (#t e)) (open-input-file "/absent/file"))) ;=> #t
(file-error? (guard (e (#t e)) (car 1))) ;=> #f
(read-error? (guard (e (#t e)) (read (open-input-string "(1 2")))) ;=> #t
(let ((n 0)) (guard (e (#t n)) (let loop () (set! n (+ n 1)) (if (= n 10) (raise 'end) (loop))))) ;=> 10
(let loop ((i 0) (sum 0)) (if (= i 100) sum (loop (+ i 1) (+ sum (guard (e (#t e)) (raise i)))))) ;=> 4950
(list (guard (e (#t 1)) (raise 2)) (guard (e (#t 3)) 4)) ;=> (1 4)
(if) ;=! expected (if test then else)
(let ((x)) x) ;=! a binding must be (name expression)
(let ((x 1) (x 2)) x) ;=! `x` is bound twice
(lambda (x x) x) ;=! `x` is bound twice
(lambda) ;=! expected (lambda parameters body ...)
(lambda (x)) ;=! expected (lambda parameters body ...)
(let ((x 1))) ;=! a body needs at least one expression
(define) ;=! expected (define name expression)
(if (define x 1) 2 3) ;=! a definition belongs at the outermost level
(quote) ;=! quote takes one datum
(set! 5 1) ;=! expected (set! variable expression)
(cond (else 1) (#t 2)) ;=! else must have expressions and be the last clause
(let loop) ;=! bindings
() ;=! () is no expression
(1 . 2) ;=! expected a call, a list, but found (1 . 2)
(+ 1 if) ;=! `if` is the name of a form, not a variable
(let () (define a 1) (define a 2) a) ;=! `a` is defined twice in a body
(define-syntax m 5) ;=! expected a syntax-rules form
(begin (define-syntax m (syntax-rules () ((_ a) a))) (m 1 2)) ;=! no rule of the macro m fits its use
(vector-ref '#(1 2) 2) ;=! vector-ref: index 2 is outside of a vector of 2
(vector-ref '#(1 2) -1) ;=! vector-ref: index -1 is outside of a vector of 2
(vector-ref '(1) 0) ;=! vector-ref: expected a vector, but found (1)
(vector-set! (vector 1) 1 0) ;=! vector-set!: index 1 is outside of a vector of 1
(vector-ref (vector 1) 'a) ;=! vector-ref: expected an exact index, but found a
(string-ref "abc" 3) ;=! string-ref: index 3 is outside of a string of 3
(substring "abc" 2 1) ;=! substring: the part from 2 to 1 is not within a sequence of 3
(integer->char 55296) ;=! integer->char: expected the number of a character
(hash-table-ref (make-hash-table) 'a) ;=! hash-table-ref: no such key: a
(symbol->string "a") ;=! symbol->string: expected a symbol, but found "a"
(string-append "a" 'b) ;=! string-append: expected a string, but found b
(exact +nan.0) ;=! exact: expected a number without a fraction
(make-vector -1) ;=! make-vector: expected an index, but found -1
(expt 10 (expt 10 10)) ;=! expt: the power is too large
(list-tail '(1 2) 'x) ;=! list-tail: expected an index, but found x
