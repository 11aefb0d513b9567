"a\nb\t\"\\" ;=> "a\nb\t\"\\"
"\x41;" ;=> "A"
"λ→" ;=> "λ→"
(string-length "λ→") ;=> 2
(string #\a #\b) ;=> "ab"
(make-string 3 #\x) ;=> "xxx"
(string-ref "abc" 1) ;=> #\b
(let ((s (make-string 2 #\a))) (string-set! s 1 #\b) s) ;=> "ab"
(string=? "a" "a" "a") ;=> #t
(string<? "abc" "abd") ;=> #t
(string>? "b" "a") ;=> #t
(string<=? "a" "a" "b") ;=> #t
(string>=? "a" "b") ;=> #f
(string-ci=? "AbC" "aBc") ;=> #t
(substring "hello" 1 3) ;=> "el"
(string-copy "hello" 2) ;=> "llo"
(string-head "hello" 2) ;=> "he"
(string-tail "hello" 3) ;=> "lo"
(string-append) ;=> ""
(string-append "a" "" "bc") ;=> "abc"
(string->list "abc") ;=> (#\a #\b #\c)
(string->list "abc" 1) ;=> (#\b #\c)
(list->string '(#\a #\b)) ;=> "ab"
(string->vector "ab") ;=> #(#\a #\b)
(vector->string #(#\a #\b)) ;=> "ab"
(let ((s (string-copy "abcde"))) (string-copy! s 1 "xyz" 0 2) s) ;=> "axyde"
(let ((s (string-copy "abc"))) (string-fill! s #\z 1) s) ;=> "azz"
(string-upcase "abc") ;=> "ABC"
(string-downcase "ABC") ;=> "abc"
(string-null? "") ;=> #t
(string-contains "hello" "ll") ;=> 2
(string-contains "hello" "x") ;=> #f
(string-index "hello" #\l) ;=> 2
(string-search-forward "l" "hello" 3) ;=> 3
(string-reverse "abc") ;=> "cba"
(string-join '("a" "b" "c") ", ") ;=> "a, b, c"
(string-join '()) ;=> ""
(string-prefix? "he" "hello") ;=> #t
(string-map char-upcase "abc") ;=> "ABC"
(string-map (lambda (a b) (if (char<? a b) a b)) "adc" "bbb") ;=> "abb"
(let ((n 0)) (string-for-each (lambda (c) (set! n (+ n 1))) "abc") n) ;=> 3
(string-count "banana" (lambda (c) (char=? c #\a))) ;=> 3
(string? "a") ;=> #t
(string? #\a) ;=> #f
#\a ;=> #\a
#\space ;=> #\space
#\newline ;=> #\newline
#\x41 ;=> #\A
#\( ;=> #\(
#\x ;=> #\x
(char->integer #\A) ;=> 65
(integer->char 955) ;=> #\λ
(char=? #\a #\a) ;=> #t
(char<? #\a #\b #\c) ;=> #t
(char-ci=? #\a #\A) ;=> #t
(char-upcase #\a) ;=> #\A
(char-downcase #\A) ;=> #\a
(char-alphabetic? #\a) ;=> #t
(char-numeric? #\5) ;=> #t
(char-whitespace? #\space) ;=> #t
(char-upper-case? #\A) ;=> #t
(char-lower-case? #\A) ;=> #f
(digit-value #\7) ;=> 7
(digit-value #\a) ;=> #f
(char->digit #\f 16) ;=> 15
(digit->char 11 16) ;=> #\b
(call-with-output-string (lambda (p) (write "a" p) (display "b" p) (write-char #\c p) (newline p))) ;=> "\"a\"bc\n"
(with-output-to-string (lambda () (display '(1 "two" #\3)))) ;=> "(1 two 3)"
(with-output-to-string (lambda () (write '(1 "two" #\3)))) ;=> "(1 \"two\" #\\3)"
(let ((p (open-input-string "ab"))) (let* ((a (read-char p)) (b (peek-char p)) (c (read-char p)) (d (read-char p))) (list a b c (eof-object? d)))) ;=> (#\a #\b #\b #t)
(let ((p (open-input-string "one\ntwo"))) (let* ((a (read-line p)) (b (read-line p)) (c (read-line p))) (list a b (eof-object? c)))) ;=> ("one" "two" #t)
(read-string 3 (open-input-string "abcdef")) ;=> "abc"
(let ((p (open-input-string "(1 2) x"))) (let* ((a (read p)) (b (read p)) (c (read p))) (list a b (eof-object? c)))) ;=> ((1 2) x #t)
(eof-object) ;=> #<eof>
(input-port? (open-input-string "")) ;=> #t
(output-port? (open-output-string)) ;=> #t
(let ((p (open-input-string "x"))) (close-port p) (read-char p)) ;=! read-char: the port is closed
#(1 "a" #\b) ;=> #(1 "a" #\b)
(vector 1 2) ;=> #(1 2)
(make-vector 2 'x) ;=> #(x x)
(vector-length #(1 2 3)) ;=> 3
(vector-ref #(1 2 3) 1) ;=> 2
(let ((v (vector 1 2))) (vector-set! v 0 'x) v) ;=> #(x 2)
(vector->list #(1 2 3)) ;=> (1 2 3)
(vector->list #(1 2 3) 1 2) ;=> (2)
(list->vector '(1 2)) ;=> #(1 2)
(vector-map + #(1 2) #(10 20)) ;=> #(11 22)
(let ((s 0)) (vector-for-each (lambda (x) (set! s (+ s x))) #(1 2 3)) s) ;=> 6
(vector-append #(1) #(2 3)) ;=> #(1 2 3)
(vector-copy #(1 2 3) 1) ;=> #(2 3)
(let ((v (vector 1 2 3 4))) (vector-copy! v 0 #(a b c) 1) v) ;=> #(b c 3 4)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 1 v 0 3) v) ;=> #(1 1 2 3 5)
(let ((v (vector 1 2 3))) (vector-fill! v 0 1) v) ;=> #(1 0 0)
(subvector #(1 2 3) 0 2) ;=> #(1 2)
(vector-grow #(1) 1) ;=> #(1)
(vector-binary-search #(1 3 5) 3 -) ;=> 3
(make-initialized-vector 3 (lambda (i) (* i i))) ;=> #(0 1 4)
#u8(1 2 255) ;=> #u8(1 2 255)
(bytevector 1 2) ;=> #u8(1 2)
(make-bytevector 2 7) ;=> #u8(7 7)
(bytevector-u8-ref #u8(5 6) 1) ;=> 6
(let ((b (bytevector 1 2))) (bytevector-u8-set! b 0 9) b) ;=> #u8(9 2)
(bytevector-length #u8(1 2 3)) ;=> 3
(bytevector-copy #u8(1 2 3) 1) ;=> #u8(2 3)
(bytevector-append #u8(1) #u8(2)) ;=> #u8(1 2)
(utf8->string #u8(65 206 187)) ;=> "Aλ"
(string->utf8 "λ") ;=> #u8(206 187)
(equal? #u8(1 2) #u8(1 2)) ;=> #t
(bytevector 256) ;=! bytevector: expected an integer from 0 to 255
(let ((t (make-equal-hash-table))) (hash-table-set! t '(1) 'a) (hash-table-ref/default t (list 1) 'none)) ;=> a
(let ((t (make-strong-eqv-hash-table))) (hash-table-set! t '(1) 'a) (hash-table-ref/default t (list 1) 'none)) ;=> none
(let ((t (make-hash-table))) (hash-table-set! t "k" 1) (hash-table-set! t "k" 2) (list (hash-table-ref t "k") (hash-table-size t))) ;=> (2 1)
(let ((t (make-hash-table))) (hash-table-ref t 'x (lambda () 'missing))) ;=> missing
(let ((t (make-hash-table))) (hash-table-set! t 'x 1) (hash-table-ref t 'x (lambda () 0) (lambda (v) (* v 10)))) ;=> 10
(let ((t (make-hash-table))) (hash-table-update!/default t 'a (lambda (n) (+ n 1)) 0) (hash-table-update! t 'a (lambda (n) (* n 10))) (hash-table-ref/default t 'a #f)) ;=> 10
(let ((t (make-hash-table))) (hash-table-update! t 'a (lambda (n) (+ n 1)) (lambda () 5)) (hash-table->alist t)) ;=> ((a . 6))
(let ((t (make-hash-table))) (hash-table-set! t 'a 1) (hash-table-delete! t 'a) (list (hash-table-exists? t 'a) (hash-table-count t))) ;=> (#f 0)
(let ((t (alist->hash-table '((a . 1) (b . 2))))) (list (hash-table-keys t) (hash-table-values t))) ;=> ((a b) (1 2))
(let ((t (alist->hash-table '((a . 1) (b . 2)))) (n 0)) (hash-table-walk t (lambda (k v) (set! n (+ n v)))) n) ;=> 3
(let ((t (alist->hash-table '((a . 1) (b . 2))))) (hash-table-fold t (lambda (k v n) (+ n v)) 0)) ;=> 3
(let* ((t (alist->hash-table '((a . 1)))) (u (hash-table-copy t))) (hash-table-set! u 'b 2) (list (hash-table-size t) (hash-table-size u))) ;=> (1 2)
(let ((t (alist->hash-table '((a . 1))))) (hash-table-clear! t) (hash-table-size t)) ;=> 0
(let ((t (make-hash-table))) (hash-table-set! t 1.0 'float) (hash-table-set! t 1 'int) (list (hash-table-ref t 1.0) (hash-table-ref t 1))) ;=> (float int)
(hash-table? (make-hash-table)) ;=> #t
(let ((t (make-hash-table string=?))) (hash-table-set! t "a" 1) (hash-table-contains? t "a")) ;=> #t
(let ((t (make-hash-table))) (hash-table-set! t (expt 2 70) 'big) (hash-table-ref t (expt 2 70))) ;=> big
(let ((s (string-copy "abcdef"))) (string-copy! s 1 s 0 3) s) ;=> "aabcef"
(let ((s (string-copy "abcdef"))) (string-copy! s 0 s 2) s) ;=> "cdefef"
(let ((b (bytevector 1 2 3 4))) (bytevector-copy! b 1 b 0 2) b) ;=> #u8(1 1 2 4)
(bytevector-copy! (bytevector 1) 1 (bytevector 2)) ;=! bytevector-copy!: index 2 is outside of a bytevector of 1
(string-ci<? "abc" "ABD" "abe") ;=> #t
(list (string-ci>? "b" "A") (string-ci<=? "a" "A") (string-ci>=? "a" "B")) ;=> (#t #t #f)
(list (char-ci<=? #\a #\A) (char-ci>=? #\a #\B)) ;=> (#t #f)
(eq? (hash-table-equivalence-function (make-hash-table string=?)) string=?) ;=> #t
(eq? (hash-table-equivalence-function (hash-table-copy (make-hash-table eq?))) eq?) ;=> #t
(eq? (hash-table-hash-function (make-hash-table)) hash) ;=> #t
(eq? (hash-table-hash-function (make-hash-table eqv?)) hash-by-identity) ;=> #t
(= (hash '(1 "a" #(2))) (hash (list 1 "a" (vector 2)))) ;=> #t
(= (string-ci-hash "aBc") (string-ci-hash "AbC")) ;=> #t
(= (string-hash "abc") (string-hash "abd")) ;=> #f
(< -1 (hash "abc" 10) 10) ;=> #t
(hash 1 0) ;=! hash: expected a number above 0, but found 0
(string-hash 5) ;=! string-hash: expected a string, but found 5
(let ((p (open-output-string))) (fresh-line p) (display "a" p) (fresh-line p) (fresh-line p) (get-output-string p)) ;=> "a\n"
(output-port? (current-error-port)) ;=> #t
(let ((x (list 1))) (call-with-output-string (lambda (p) (write-shared (list x x) p)))) ;=> "(#0=(1) #0#)"
(let ((x (vector 1))) (call-with-output-string (lambda (p) (write-shared (list x x (list 2)) p)))) ;=> "(#0=#(1) #0# (2))"
(let ((x (list 1))) (call-with-output-string (lambda (p) (write (list x x) p)))) ;=> "((1) (1))"
