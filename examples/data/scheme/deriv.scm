; Symbolic derivatives: lists made and dropped by the million.

(define (sum terms) (cons '+ terms))
(define (product factors) (cons '* factors))

(define (derivative e)
  (cond ((eq? e 'x) 1)
        ((not (pair? e)) 0)
        ((eq? (car e) '+)
         (sum (map derivative (cdr e))))
        ((eq? (car e) '-)
         (cons '- (map derivative (cdr e))))
        ((eq? (car e) '*)
         (product (list e (sum (map quotient-rule (cdr e))))))
        (else (error "no rule for" e))))

(define (quotient-rule factor)
  (list '/ (derivative factor) factor))

(define expression '(+ (* 3 x x) (* a x x) (* b x) 5))

(write (derivative expression))
(newline)

(define (repeat n last)
  (if (= n 0)
      last
      (repeat (- n 1) (derivative expression))))

(display (equal? (repeat 20000 #f) (derivative expression)))
(newline)
