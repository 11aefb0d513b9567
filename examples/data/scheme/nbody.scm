; Planets around a sun: floating-point numbers in records.

(define-record-type body
  (make-body x y z vx vy vz mass)
  body?
  (x body-x set-body-x!)
  (y body-y set-body-y!)
  (z body-z set-body-z!)
  (vx body-vx set-body-vx!)
  (vy body-vy set-body-vy!)
  (vz body-vz set-body-vz!)
  (mass body-mass))

(define bodies
  (list
    (make-body 0. 0. 0. 0. 0. 0. 39.47841760435743)
    (make-body 4.84 -1.16 -.10 .606 2.81 -.02 .03769)
    (make-body 8.34 4.12 -.4 -1.01 1.82 .008 .01128)
    (make-body 12.89 -15.11 -.22 1.08 .868 -.01 .001723)))

(define (pull! a b dt)
  (let* ((dx (- (body-x a) (body-x b)))
         (dy (- (body-y a) (body-y b)))
         (dz (- (body-z a) (body-z b)))
         (square (+ (* dx dx) (* dy dy) (* dz dz)))
         (force (/ dt (* square (sqrt square)))))
    (set-body-vx! a (- (body-vx a) (* dx force (body-mass b))))
    (set-body-vy! a (- (body-vy a) (* dy force (body-mass b))))
    (set-body-vz! a (- (body-vz a) (* dz force (body-mass b))))
    (set-body-vx! b (+ (body-vx b) (* dx force (body-mass a))))
    (set-body-vy! b (+ (body-vy b) (* dy force (body-mass a))))
    (set-body-vz! b (+ (body-vz b) (* dz force (body-mass a))))))

(define (pull-all! bodies dt)
  (if (pair? bodies)
      (let loop ((others (cdr bodies)))
        (if (pair? others)
            (begin
              (pull! (car bodies) (car others) dt)
              (loop (cdr others)))
            (pull-all! (cdr bodies) dt)))))

(define (move! body dt)
  (set-body-x! body (+ (body-x body) (* dt (body-vx body))))
  (set-body-y! body (+ (body-y body) (* dt (body-vy body))))
  (set-body-z! body (+ (body-z body) (* dt (body-vz body)))))

(define (move-all! bodies dt)
  (if (pair? bodies)
      (begin
        (move! (car bodies) dt)
        (move-all! (cdr bodies) dt))))

(define (momentum part)
  (fold (lambda (body sum) (+ sum (* (body-mass body) (part body)))) 0 bodies))

(define before (momentum body-vx))

(do ((step 0 (+ step 1)))
    ((= step 4000))
  (pull-all! bodies .001)
  (move-all! bodies .001))

(display (< (abs (- (momentum body-vx) before)) 1e-9))
(newline)
(display (/ (round (* 1000 (body-x (cadr bodies)))) 1000))
(newline)
