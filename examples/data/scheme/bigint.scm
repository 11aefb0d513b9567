; Exact integers of any size.

(define (factorial n)
  (do ((i 1 (+ i 1))
       (product 1 (* product i)))
      ((> i n) product)))

(define (digit-sum n)
  (let loop ((n n) (sum 0))
    (if (= n 0)
        sum
        (loop (quotient n 10) (+ sum (remainder n 10))))))

(display (factorial 50))
(newline)
(display (digit-sum (factorial 600)))
(newline)

; The digits of pi one by one, after Gibbons: an unbounded spigot.
(define (pi-digits count)
  (let loop ((q 1) (r 0) (t 1) (k 1) (n 3) (l 3) (left count))
    (cond ((= left 0) (newline))
          ((< (+ (* 4 q) (- r t)) (* n t))
           (display n)
           (loop (* 10 q)
                 (* 10 (- r (* n t)))
                 t
                 k
                 (- (quotient (* 10 (+ (* 3 q) r)) t) (* 10 n))
                 l
                 (- left 1)))
          (else
           (loop (* q k)
                 (* (+ (* 2 q) r) l)
                 (* t l)
                 (+ k 1)
                 (quotient (+ (* q (+ (* 7 k) 2)) (* r l)) (* t l))
                 (+ l 2)
                 left)))))

(pi-digits 300)
(display (exact-integer-sqrt (expt 10 40)))
(newline)
