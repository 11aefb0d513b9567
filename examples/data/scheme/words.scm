; Counts words in generated text with a hash table, and sorts them.

(define syllables (vector "ka" "lo" "mi" "ne" "ru" "so" "ta" "vi"))
(define seed 7)

(define (next-random! limit)
  (set! seed (modulo (+ (* seed 1103515245) 12345) 2147483648))
  (modulo (quotient seed 65536) limit))

(define (word)
  (let loop ((left (+ 1 (next-random! 3))) (text ""))
    (if (= left 0)
        text
        (loop (- left 1)
              (string-append text (vector-ref syllables (next-random! 8)))))))

(define (sentence n)
  (let loop ((left n) (words '()))
    (if (= left 0)
        (string-join words " ")
        (loop (- left 1) (cons (word) words)))))

(define (split text)
  (let loop ((chars (string->list text)) (current '()) (words '()))
    (cond ((null? chars)
           (reverse (if (null? current)
                        words
                        (cons (list->string (reverse current)) words))))
          ((char=? (car chars) #\space)
           (loop (cdr chars) '() (cons (list->string (reverse current)) words)))
          (else (loop (cdr chars) (cons (car chars) current) words)))))

(define counts (make-equal-hash-table))

(define (count-line! line)
  (for-each
    (lambda (word)
      (hash-table-update!/default counts word (lambda (n) (+ n 1)) 0))
    (split line)))

(do ((i 0 (+ i 1)))
    ((= i 1500))
  (count-line! (sentence 12)))

(define (more-frequent? a b)
  (or (> (cdr a) (cdr b))
      (and (= (cdr a) (cdr b))
           (string<? (car a) (car b)))))

(define ranked (sort (hash-table->alist counts) more-frequent?))

(display (hash-table-size counts))
(newline)
(for-each
  (lambda (entry)
    (display (car entry))
    (display " ")
    (display (cdr entry))
    (newline))
  (list-head ranked 8))
(display (fold (lambda (entry sum) (+ sum (cdr entry))) 0 ranked))
(newline)
