; What is written in Scheme: procedures that call procedures, and macros.
; Helpers are procedures of the outermost level, not closures: these would be part of cycles.

(define (call-with-values producer consumer)
  (%apply-values consumer (producer)))

; Lists

(define (%map1 f items result)
  (if (pair? items)
      (%map1 f (cdr items) (cons (f (car items)) result))
      (reverse result)))

(define (%firsts lists)
  (%map1 car lists '()))

(define (%rests lists)
  (%map1 cdr lists '()))

(define (%map-more f lists result)
  (if (%all-pairs? lists)
      (%map-more f (%rests lists) (cons (apply f (%firsts lists)) result))
      (reverse result)))

(define (map f items . more)
  (if (null? more)
      (%map1 f items '())
      (%map-more f (cons items more) '())))

(define (%for-each-more f lists)
  (if (%all-pairs? lists)
      (begin
        (apply f (%firsts lists))
        (%for-each-more f (%rests lists)))))

(define (%for-each1 f items)
  (if (pair? items)
      (begin
        (f (car items))
        (%for-each1 f (cdr items)))))

(define (for-each f items . more)
  (if (null? more)
      (%for-each1 f items)
      (%for-each-more f (cons items more))))

(define (append-map f . lists)
  (apply append (apply map f lists)))

(define (filter keep? items)
  (let loop ((items items) (result '()))
    (if (pair? items)
        (loop (cdr items)
              (if (keep? (car items)) (cons (car items) result) result))
        (reverse result))))

(define (remove drop? items)
  (let loop ((items items) (result '()))
    (if (pair? items)
        (loop (cdr items)
              (if (drop? (car items)) result (cons (car items) result)))
        (reverse result))))

(define (partition keep? items)
  (let loop ((items items) (in '()) (out '()))
    (cond ((null? items) (values (reverse in) (reverse out)))
          ((keep? (car items)) (loop (cdr items) (cons (car items) in) out))
          (else (loop (cdr items) in (cons (car items) out))))))

(define (delete item items)
  (let loop ((items items) (result '()))
    (if (pair? items)
        (loop (cdr items)
              (if (equal? item (car items)) result (cons (car items) result)))
        (reverse result))))

(define (delete-duplicates items)
  (let loop ((items items) (result '()))
    (cond ((null? items) (reverse result))
          ((member (car items) result) (loop (cdr items) result))
          (else (loop (cdr items) (cons (car items) result))))))

(define (fold-left f start items)
  (let loop ((result start) (items items))
    (if (pair? items)
        (loop (f result (car items)) (cdr items))
        result)))

(define (fold-right f start items)
  (let loop ((result start) (items (reverse items)))
    (if (pair? items)
        (loop (f (car items) result) (cdr items))
        result)))

(define (fold f start items)
  (let loop ((result start) (items items))
    (if (pair? items)
        (loop (f (car items) result) (cdr items))
        result)))

(define (reduce f start items)
  (if (pair? items)
      (let loop ((result (car items)) (items (cdr items)))
        (if (pair? items)
            (loop (f (car items) result) (cdr items))
            result))
      start))

(define (find wanted? items)
  (let loop ((items items))
    (cond ((null? items) #f)
          ((wanted? (car items)) (car items))
          (else (loop (cdr items))))))

(define (find-tail wanted? items)
  (let loop ((items items))
    (cond ((null? items) #f)
          ((wanted? (car items)) items)
          (else (loop (cdr items))))))

(define (list-index wanted? items)
  (let loop ((items items) (index 0))
    (cond ((null? items) #f)
          ((wanted? (car items)) index)
          (else (loop (cdr items) (+ index 1))))))

(define (any wanted? items)
  (let loop ((items items))
    (and (pair? items)
         (or (wanted? (car items)) (loop (cdr items))))))

(define (every wanted? items)
  (let loop ((items items) (last #t))
    (if (pair? items)
        (let ((result (wanted? (car items))))
          (and result (loop (cdr items) result)))
        last)))

(define (count wanted? items)
  (let loop ((items items) (n 0))
    (if (pair? items)
        (loop (cdr items) (if (wanted? (car items)) (+ n 1) n))
        n)))

(define (member item items . same)
  (if (null? same)
      (%member item items)
      (let loop ((items items))
        (cond ((null? items) #f)
              (((car same) item (car items)) items)
              (else (loop (cdr items)))))))

(define (assoc key entries . same)
  (if (null? same)
      (%assoc key entries)
      (let loop ((entries entries))
        (cond ((null? entries) #f)
              (((car same) key (caar entries)) (car entries))
              (else (loop (cdr entries)))))))

(define (list-set! items index item)
  (set-car! (list-tail items index) item))

(define (first items) (car items))
(define (second items) (cadr items))
(define (third items) (caddr items))
(define (last items) (car (last-pair items)))

(define (list-tabulate n f)
  (let loop ((i (- n 1)) (result '()))
    (if (< i 0)
        result
        (loop (- i 1) (cons (f i) result)))))

; Sorting: merges runs of two lists until one is left. Stable.

(define (%merge a b less?)
  (let loop ((a a) (b b) (result '()))
    (cond ((null? a) (append-reverse result b))
          ((null? b) (append-reverse result a))
          ((less? (car b) (car a)) (loop a (cdr b) (cons (car b) result)))
          (else (loop (cdr a) b (cons (car a) result))))))

(define (append-reverse items tail)
  (if (pair? items)
      (append-reverse (cdr items) (cons (car items) tail))
      tail))

(define (%merge-runs runs less? result)
  (cond ((null? runs) (reverse result))
        ((null? (cdr runs)) (reverse (cons (car runs) result)))
        (else (%merge-runs (cddr runs)
                           less?
                           (cons (%merge (car runs) (cadr runs) less?) result)))))

(define (%sort runs less?)
  (if (null? (cdr runs))
      (car runs)
      (%sort (%merge-runs runs less? '()) less?)))

(define (sort items less?)
  (cond ((vector? items) (list->vector (sort (vector->list items) less?)))
        ((null? items) '())
        (else (%sort (map list items) less?))))

(define (list-sort less? items)
  (sort items less?))

; Vectors and strings

(define (vector-map f items . more)
  (list->vector
    (apply map f (vector->list items) (map vector->list more))))

(define (vector-for-each f items . more)
  (if (null? more)
      (let ((length (vector-length items)))
        (let loop ((i 0))
          (if (< i length)
              (begin
                (f (vector-ref items i))
                (loop (+ i 1))))))
      (apply for-each f (vector->list items) (map vector->list more))))

(define (make-initialized-vector n f)
  (let ((result (make-vector n)))
    (let loop ((i 0))
      (if (< i n)
          (begin
            (vector-set! result i (f i))
            (loop (+ i 1)))
          result))))

(define vector-tabulate
  (lambda (f n) (make-initialized-vector n f)))

(define (vector-binary-search items key compare)
  (let loop ((low 0) (high (- (vector-length items) 1)))
    (if (> low high)
        #f
        (let* ((middle (quotient (+ low high) 2))
               (order (compare key (vector-ref items middle))))
          (cond ((= order 0) (vector-ref items middle))
                ((< order 0) (loop low (- middle 1)))
                (else (loop (+ middle 1) high)))))))

(define (string-map f text . more)
  (list->string
    (apply map f (string->list text) (map string->list more))))

(define (string-for-each f text . more)
  (apply for-each f (string->list text) (map string->list more)))

(define (string-count text wanted?)
  (count wanted? (string->list text)))

(define (string-index text wanted)
  (list-index (if (char? wanted) (lambda (c) (char=? c wanted)) wanted)
              (string->list text)))

; Hash tables

(define (hash-table-ref table key . rest)
  (let* ((nothing (list 'nothing))
         (found (hash-table-ref/default table key nothing)))
    (cond ((not (eq? found nothing))
           (if (and (pair? rest) (pair? (cdr rest)))
               ((cadr rest) found)
               found))
          ((and (pair? rest) (car rest)) ((car rest)))
          (else (error "hash-table-ref: no such key:" key)))))

(define (hash-table-update! table key f . rest)
  (hash-table-set! table key (f (apply hash-table-ref table key rest))))

(define (hash-table-update!/default table key f default)
  (hash-table-set! table key (f (hash-table-ref/default table key default))))

(define (hash-table-walk table f)
  (for-each (lambda (entry) (f (car entry) (cdr entry)))
            (hash-table->alist table)))

(define (hash-table-for-each table f)
  (hash-table-walk table f))

(define (hash-table-fold table f start)
  (fold (lambda (entry result) (f (car entry) (cdr entry) result))
        start
        (hash-table->alist table)))

(define (hash-table-merge! table other)
  (hash-table-walk other (lambda (key value) (hash-table-set! table key value)))
  table)

; Continuations and errors. A winder is a pair of what to do on the way in and on the way out.

(define (dynamic-wind before thunk after)
  (before)
  (%set-winders! (cons (cons before after) (%winders)))
  (let ((result (thunk)))
    (%set-winders! (cdr (%winders)))
    (after)
    result))

(define (%rewind target)
  (let ((now (%winders)))
    (if (not (eq? now target))
        (let ((short (length now)) (long (length target)))
          (cond ((> short long)
                 (%set-winders! (cdr now))
                 ((cdar now))
                 (%rewind target))
                ((< short long)
                 (%rewind (cdr target))
                 ((caar target))
                 (%set-winders! target))
                (else
                 (%set-winders! (cdr now))
                 ((cdar now))
                 (%rewind (cdr target))
                 ((caar target))
                 (%set-winders! target)))))))

(define (exit . code)
  (%rewind '())
  (apply emergency-exit code))

(define (call-with-current-continuation f)
  (let ((winders (%winders)))
    (%call/cc
      (lambda (k)
        (f (lambda results
             (%rewind winders)
             (apply k results)))))))

(define call/cc call-with-current-continuation)

(define (call-with-escape-continuation f)
  (let ((k (%make-escape)) (winders (%winders)))
    ; Not a tail call: an escape is of use only while this procedure runs.
    (let ((result (f (lambda results
                       (%rewind winders)
                       (apply k results)))))
      result)))

(define call/ec call-with-escape-continuation)
(define within-continuation (lambda (k thunk) (k (thunk))))

(define (%raise obj)
  (let ((saved (%handlers)))
    (%set-handlers! (cdr saved))
    ((car saved) obj)
    (error "the handler returned, but what was raised cannot be continued:" obj)))

(define (raise-continuable obj)
  (let ((saved (%handlers)))
    (if (null? saved)
        (%uncaught obj)
        (begin
          (%set-handlers! (cdr saved))
          (let ((result ((car saved) obj)))
            (%set-handlers! saved)
            result)))))

(define (with-exception-handler handler thunk)
  (let ((saved (%handlers)))
    (%set-handlers! (cons handler saved))
    (let ((result (thunk)))
      (%set-handlers! saved)
      result)))

(define (%guarded thunk handler)
  (let ((k (%make-escape)) (winders (%winders)) (saved (%handlers)))
    (%set-handlers!
      (cons (lambda (condition)
              (%rewind winders)
              (k (lambda () (handler condition))))
            saved))
    (let ((result (thunk)))
      (%set-handlers! saved)
      (lambda () result))))

(define (%guard thunk handler)
  ((%guarded thunk handler)))

(define-syntax guard
  (syntax-rules ()
    ((_ (var clause ...) body ...)
     (%guard (lambda () body ...)
             (lambda (var) (%guard-clauses var clause ...))))))

(define-syntax %guard-clauses
  (syntax-rules (else)
    ((_ var clause ... (else result ...))
     (cond clause ... (else result ...)))
    ((_ var clause ...)
     (cond clause ... (else (raise-continuable var))))))

(define-syntax assert
  (syntax-rules ()
    ((_ test) (if test #t (error "assertion failed:" 'test)))))

(define (warn message . irritants)
  (display message)
  (for-each (lambda (irritant) (display " ") (write irritant)) irritants)
  (newline))

; Promises

(define-syntax delay-force
  (syntax-rules ()
    ((_ expression) (%make-promise #f (lambda () expression)))))

(define-syntax make-lazy
  (syntax-rules ()
    ((_ expression) (delay-force expression))))

(define-syntax delay
  (syntax-rules ()
    ((_ expression) (delay-force (%make-promise #t expression)))))

(define-syntax cons-stream
  (syntax-rules ()
    ((_ first rest) (cons first (delay rest)))))

(define (make-promise value)
  (if (promise? value) value (%make-promise #t value)))

(define (force promise)
  (if (promise? promise)
      (let loop ()
        (let ((state (%promise-state promise)))
          (if (car state)
              (cdr state)
              (let ((next ((cdr state))))
                (if (not (car (%promise-state promise)))
                    (%promise-share! promise next))
                (loop)))))
      promise))

(define (stream-car stream) (car stream))
(define (stream-cdr stream) (force (cdr stream)))
(define (stream-pair? stream) (and (pair? stream) (promise? (cdr stream))))
(define (stream-null? stream) (null? stream))
(define the-empty-stream '())
(define (stream-head stream n)
  (let loop ((stream stream) (n n) (result '()))
    (if (= n 0)
        (reverse result)
        (loop (stream-cdr stream) (- n 1) (cons (stream-car stream) result)))))

; Parameters

(define (make-parameter value . converter)
  (if (null? converter)
      (%make-parameter value #f)
      (%make-parameter ((car converter) value) (car converter))))

(define (%converted parameter value)
  (let ((converter (%parameter-converter parameter)))
    (if converter (converter value) value)))

(define (%parameterize parameters values thunk)
  (let ((values (map %converted parameters values)))
    (let ((swap (lambda () (set! values (map %parameter-swap! parameters values)))))
      (dynamic-wind swap thunk swap))))

(define-syntax parameterize
  (syntax-rules ()
    ((_ ((parameter value) ...) body ...)
     (%parameterize (list parameter ...) (list value ...) (lambda () body ...)))))

(define (call-with-output-string f)
  (let ((port (open-output-string)))
    (f port)
    (get-output-string port)))

(define (with-output-to-string thunk)
  (let ((port (open-output-string)))
    (parameterize ((current-output-port port)) (thunk))
    (get-output-string port)))

(define (call-with-port port f)
  (let ((result (f port)))
    (close-port port)
    result))

(define (call-with-input-file file f)
  (call-with-port (open-input-file file) f))

(define (call-with-output-file file f)
  (call-with-port (open-output-file file) f))

(define (with-input-from-string text f)
  (f (open-input-string text)))

(define (load file . environment)
  (for-each eval (%read-file file)))

; Several values, and procedures that choose by the number of arguments

(define-syntax receive
  (syntax-rules ()
    ((_ formals expression body ...)
     (call-with-values (lambda () expression) (lambda formals body ...)))))

(define-syntax let*-values
  (syntax-rules ()
    ((_ () body ...) (let () body ...))
    ((_ ((formals expression) more ...) body ...)
     (call-with-values
       (lambda () expression)
       (lambda formals (let*-values (more ...) body ...))))))

(define-syntax let-values
  (syntax-rules ()
    ((_ (binding ...) body ...)
     (%let-values (binding ...) () body ...))))

(define-syntax %let-values
  (syntax-rules ()
    ((_ () () body ...) (let () body ...))
    ((_ () ((formals values) more ...) body ...)
     (apply (lambda formals (%let-values () (more ...) body ...)) values))
    ((_ ((formals expression) more ...) (done ...) body ...)
     (let ((values (call-with-values (lambda () expression) list)))
       (%let-values (more ...) (done ... (formals values)) body ...)))))

(define-syntax define-values
  (syntax-rules ()
    ((_ () expression) (call-with-values (lambda () expression) (lambda () #f)))
    ((_ (name . more) expression)
     (begin
       (define name (call-with-values (lambda () expression) list))
       (%define-more name more)))
    ((_ name expression)
     (define name (call-with-values (lambda () expression) list)))))

(define-syntax %define-more
  (syntax-rules ()
    ((_ first ()) (set! first (car first)))
    ((_ first (name . more))
     (begin
       (define name (cadr first))
       (set! first (cons (car first) (cddr first)))
       (%define-more first more)))
    ((_ first rest)
     (begin
       (define rest (cdr first))
       (set! first (car first))))))

(define (%choose procedures arguments)
  (let ((count (length arguments)))
    (let loop ((procedures procedures))
      (cond ((null? procedures)
             (error "case-lambda: no clause takes this many arguments:" count))
            ((%accepts? (car procedures) count) (apply (car procedures) arguments))
            (else (loop (cdr procedures)))))))

(define (%case-lambda . procedures)
  (lambda arguments (%choose procedures arguments)))

(define-syntax case-lambda
  (syntax-rules ()
    ((_ (formals body ...) ...)
     (%case-lambda (lambda formals body ...) ...))))

(define-syntax fluid-let
  (syntax-rules ()
    ((_ ((name value) ...) body ...)
     (%fluid-let (name ...) (value ...) () body ...))))

(define-syntax %fluid-let
  (syntax-rules ()
    ((_ () () ((name new) ...) body ...)
     (let ((swap (lambda ()
                   (let ((old name)) (set! name new) (set! new old)) ...)))
       (dynamic-wind swap (lambda () body ...) swap)))
    ((_ (name more ...) (value values ...) (done ...) body ...)
     (let ((new value))
       (%fluid-let (more ...) (values ...) (done ... (name new)) body ...)))))
