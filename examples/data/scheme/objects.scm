; Objects as closures that know each other: accounts with a bank, and an observer on each.

(define (make-bank)
  (define accounts '())
  (define transfers 0)

  (define (make-account owner balance)
    (define observers '())

    (define (notify)
      (for-each (lambda (observer) (observer self balance)) observers))

    (define (self message . arguments)
      (case message
        ((owner) owner)
        ((balance) balance)
        ((bank) bank)
        ((observe) (set! observers (cons (car arguments) observers)))
        ((deposit)
         (set! balance (+ balance (car arguments)))
         (notify))
        ((withdraw)
         (if (> (car arguments) balance)
             (error "not enough money:" owner balance))
         (set! balance (- balance (car arguments)))
         (notify))
        (else (error "accounts do not understand" message))))

    self)

  (define (bank message . arguments)
    (case message
      ((open)
       (let ((account (apply make-account arguments)))
         (set! accounts (cons account accounts))
         account))
      ((transfer)
       (let ((from (car arguments)) (to (cadr arguments)) (amount (caddr arguments)))
         (from 'withdraw amount)
         (to 'deposit amount)
         (set! transfers (+ transfers 1))))
      ((total) (fold + 0 (map (lambda (account) (account 'balance)) accounts)))
      ((transfers) transfers)))

  bank)

(define (day)
  (let* ((bank (make-bank))
         (ada (bank 'open "Ada" 100))
         (bob (bank 'open "Bob" 50))
         (changes 0))
    (ada 'observe (lambda (account balance) (set! changes (+ changes 1))))
    (bob 'observe (lambda (account balance)
                    (if (eq? account bob) (set! changes (+ changes 10)))))
    (bank 'transfer ada bob 30)
    (bank 'transfer bob ada 70)
    (list (ada 'balance) (bob 'balance) (bank 'total) (bank 'transfers) changes
          (eq? ((ada 'bank) 'total) (bank 'total)))))

(display (day))
(newline)

(define (days n)
  (if (> n 0)
      (begin
        (day)
        (days (- n 1)))))

(days 6000)

(display (guard (e ((error-object? e) (condition/report-string e)))
  (let* ((bank (make-bank)) (ada (bank 'open "Ada" 1)))
    (bank 'transfer ada (bank 'open "Bob" 2) 5))))
(newline)
