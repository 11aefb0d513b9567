; How many ways are there to put n queens on a board so that none attacks another?

(define (safe? row distance placed)
  (or (null? placed)
      (and (not (= (car placed) row))
           (not (= (car placed) (+ row distance)))
           (not (= (car placed) (- row distance)))
           (safe? row (+ distance 1) (cdr placed)))))

(define (try n row placed left)
  (cond ((= left 0) 1)
        ((> row n) 0)
        (else
         (+ (if (safe? row 1 placed)
                (try n 1 (cons row placed) (- left 1))
                0)
            (try n (+ row 1) placed left)))))

(define (queens n)
  (try n 1 '() n))

(do ((n 4 (+ n 1)))
    ((> n 9))
  (display n)
  (display " queens: ")
  (display (queens n))
  (newline))
