; Binary trees of records, made and dropped.

(define-record-type node (make-node left right) node? (left left) (right right))

(define (grow depth)
  (if (= depth 0)
      (make-node #f #f)
      (make-node (grow (- depth 1)) (grow (- depth 1)))))

(define (size tree)
  (if (left tree)
      (+ 1 (size (left tree)) (size (right tree)))
      1))

(define kept (grow 14))

(do ((depth 4 (+ depth 2)))
    ((> depth 14))
  (let ((times (expt 2 (- 14 depth))))
    (let loop ((i 0) (sum 0))
      (if (< i times)
          (loop (+ i 1) (+ sum (size (grow depth))))
          (begin
            (display times)
            (display " trees of depth ")
            (display depth)
            (display ": ")
            (display sum)
            (newline))))))

(display (size kept))
(newline)
