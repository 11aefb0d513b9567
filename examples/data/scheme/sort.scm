; Sorts: the built-in merge sort, quicksort over vectors, and insertion into a tree.

(define seed 42)

(define (next-random! limit)
  (set! seed (modulo (+ (* seed 1103515245) 12345) 2147483648))
  (modulo (quotient seed 65536) limit))

(define (random-list n)
  (do ((i 0 (+ i 1))
       (items '() (cons (next-random! 30000) items)))
      ((= i n) items)))

(define (sorted? items)
  (or (null? items)
      (null? (cdr items))
      (and (<= (car items) (cadr items))
           (sorted? (cdr items)))))

(define (swap! v i j)
  (let ((kept (vector-ref v i)))
    (vector-set! v i (vector-ref v j))
    (vector-set! v j kept)))

(define (partition! v low high)
  (let ((pivot (vector-ref v (quotient (+ low high) 2))))
    (let loop ((i low) (j high))
      (cond ((< (vector-ref v i) pivot) (loop (+ i 1) j))
            ((> (vector-ref v j) pivot) (loop i (- j 1)))
            ((>= i j) j)
            (else
             (swap! v i j)
             (loop (+ i 1) (- j 1)))))))

(define (quicksort! v low high)
  (if (< low high)
      (let ((middle (partition! v low high)))
        (quicksort! v low middle)
        (quicksort! v (+ middle 1) high))))

(define (insert tree n)
  (cond ((null? tree) (vector n '() '()))
        ((< n (vector-ref tree 0))
         (vector (vector-ref tree 0) (insert (vector-ref tree 1) n) (vector-ref tree 2)))
        (else
         (vector (vector-ref tree 0) (vector-ref tree 1) (insert (vector-ref tree 2) n)))))

(define (flatten tree tail)
  (if (null? tree)
      tail
      (flatten (vector-ref tree 1)
               (cons (vector-ref tree 0)
                     (flatten (vector-ref tree 2) tail)))))

(define items (random-list 10000))
(define merged (sort items <))
(define v (list->vector items))
(quicksort! v 0 (- (vector-length v) 1))

(display (sorted? merged))
(newline)
(display (equal? merged (vector->list v)))
(newline)
(display (equal? merged (flatten (fold (lambda (n tree) (insert tree n)) '() items) '())))
(newline)
(display (list-head merged 10))
(newline)
