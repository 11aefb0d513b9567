; Reads JSON, changes it, writes it. Objects become association lists, arrays vectors.

(define (read-json text)
  (let ((length (string-length text)))

    (define (fail what at)
      (error (string-append "JSON: expected " what " at character") at))

    (define (blank? c)
      (or (char=? c #\space) (char=? c #\newline) (char=? c #\tab)))

    (define (skip at)
      (if (and (< at length) (blank? (string-ref text at)))
          (skip (+ at 1))
          at))

    (define (peek at)
      (if (< at length) (string-ref text at) #\null))

    ; Each reader gives a value and where it ends.
    (define (value at)
      (let* ((at (skip at)) (c (peek at)))
        (cond ((char=? c #\{) (object (skip (+ at 1)) '()))
              ((char=? c #\[) (array (skip (+ at 1)) '()))
              ((char=? c #\") (text-value (+ at 1) '()))
              ((or (char-numeric? c) (char=? c #\-)) (number at at))
              ((word? "true" at) (cons #t (+ at 4)))
              ((word? "false" at) (cons #f (+ at 5)))
              ((word? "null" at) (cons 'null (+ at 4)))
              (else (fail "a value" at)))))

    (define (word? word at)
      (let ((end (+ at (string-length word))))
        (and (<= end length)
             (string=? word (substring text at end)))))

    (define (number start at)
      (if (memv (peek at) '(#\0 #\1 #\2 #\3 #\4 #\5 #\6 #\7 #\8 #\9 #\- #\+ #\. #\e #\E))
          (number start (+ at 1))
          (cons (string->number (substring text start at)) at)))

    (define (text-value at chars)
      (let ((c (peek at)))
        (cond ((char=? c #\") (cons (list->string (reverse chars)) (+ at 1)))
              ((char=? c #\null) (fail "the end of a string" at))
              ((char=? c #\\)
               (text-value (+ at 2)
                           (cons (case (peek (+ at 1))
                                   ((#\n) #\newline)
                                   ((#\t) #\tab)
                                   (else (peek (+ at 1))))
                                 chars)))
              (else (text-value (+ at 1) (cons c chars))))))

    (define (array at items)
      (if (char=? (peek at) #\])
          (cons (list->vector (reverse items)) (+ at 1))
          (let* ((item (value at)) (at (skip (cdr item))))
            (cond ((char=? (peek at) #\,)
                   (array (skip (+ at 1)) (cons (car item) items)))
                  ((char=? (peek at) #\])
                   (array at (cons (car item) items)))
                  (else (fail "a comma or a bracket" at))))))

    (define (object at entries)
      (cond ((char=? (peek at) #\}) (cons (reverse entries) (+ at 1)))
            ((char=? (peek at) #\")
             (let* ((key (text-value (+ at 1) '()))
                    (colon (skip (cdr key))))
               (if (not (char=? (peek colon) #\:))
                   (fail "a colon" colon))
               (let* ((item (value (+ colon 1)))
                      (at (skip (cdr item)))
                      (entries (cons (cons (car key) (car item)) entries)))
                 (cond ((char=? (peek at) #\,) (object (skip (+ at 1)) entries))
                       ((char=? (peek at) #\}) (object at entries))
                       (else (fail "a comma or a brace" at))))))
            (else (fail "a key" at))))

    (car (value 0))))

(define (write-text text port)
  (write-char #\" port)
  (string-for-each
    (lambda (c)
      (cond ((char=? c #\") (write-string "\\\"" port))
            ((char=? c #\\) (write-string "\\\\" port))
            ((char=? c #\newline) (write-string "\\n" port))
            (else (write-char c port))))
    text)
  (write-char #\" port))

(define (write-all items open close port write-one)
  (write-char open port)
  (let loop ((items items) (first #t))
    (if (pair? items)
        (begin
          (if (not first) (write-char #\, port))
          (write-one (car items))
          (loop (cdr items) #f))))
  (write-char close port))

(define (write-json value port)
  (cond ((string? value) (write-text value port))
        ((number? value) (write-string (number->string value) port))
        ((eq? value #t) (write-string "true" port))
        ((eq? value #f) (write-string "false" port))
        ((eq? value 'null) (write-string "null" port))
        ((vector? value)
         (write-all (vector->list value) #\[ #\] port
                    (lambda (item) (write-json item port))))
        (else
         (write-all value #\{ #\} port
                    (lambda (entry)
                      (write-text (car entry) port)
                      (write-char #\: port)
                      (write-json (cdr entry) port))))))

(define (json->string value)
  (call-with-output-string (lambda (port) (write-json value port))))

(define (invoice number)
  (string-append
    "{\"number\": " (number->string number)
    ", \"paid\": " (if (even? number) "true" "false")
    ", \"customer\": {\"name\": \"Ada \\\"L\\\"\", \"city\": null}"
    ", \"lines\": [{\"item\": \"rope\", \"price\": 12.5, \"count\": " (number->string (modulo number 7)) "}"
    ", {\"item\": \"lamp\\nred\", \"price\": 3, \"count\": 2}]}"))

(define (total document)
  (fold + 0
        (map (lambda (line)
               (* (cdr (assoc "price" line)) (cdr (assoc "count" line))))
             (vector->list (cdr (assoc "lines" document))))))

(define text (invoice 5))
(display (json->string (read-json text)))
(newline)
(display (total (read-json text)))
(newline)

(define (run n sum)
  (if (= n 0)
      sum
      (let* ((document (read-json (invoice n)))
             (again (read-json (json->string document))))
        (if (not (equal? document again))
            (error "written and read, it is another" document))
        (run (- n 1) (+ sum (total document))))))

(display (run 300 0))
(newline)

(display (guard (e (#t (condition/report-string e)))
  (read-json "{\"a\": [1, 2,, 3]}")))
(newline)
