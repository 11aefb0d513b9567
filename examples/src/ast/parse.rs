//! From a text to a tree.

use winnow::ascii::{digit1, multispace1, till_line_ending};
use winnow::combinator::{
    Infix, alt, cut_err, delimited, expression, not, opt, preceded, repeat, terminated,
};
use winnow::error::{ContextError, ErrMode, FromExternalError, StrContext, StrContextValue};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Stateful, Stream};
use winnow::token::{one_of, take_while};

use super::error::Mistake;
use super::node::{Kind, Node, Operator};
use super::span::Span;
use super::types::Type;
use crate::family::Family;

/// How deeply expressions and types may be nested: the parser recurses, and its stack is the thread's.
const DEEPEST: usize = 100;

const WORDS: [&str; 13] = [
    "let", "in", "if", "then", "else", "fn", "true", "false", "and", "or", "not", "int", "bool",
];

/// A text, and how deeply nested the place is that has been reached.
type Input<'s> = Stateful<LocatingSlice<&'s str>, usize>;

/// A handle to a node.
type Tree<F> = <F as Family>::Strong<Node<F>>;

/// What the text has too much of.
#[derive(Debug, thiserror::Error)]
enum TooMuch {
    #[error("nested more than {DEEPEST} deep")]
    Nesting,
    #[error("more than a number can be, which is {}", i64::MAX)]
    Digits,
}

impl TooMuch {
    /// An error after which nothing else is tried.
    fn at(self, input: &Input<'_>) -> ErrMode<ContextError> {
        ErrMode::Cut(ContextError::from_external_error(input, self))
    }
}

/// Reads one expression.
///
/// # Errors
///
/// If the text is none: where, what was expected there, and what was found.
pub fn parse<F: Family>(text: &str) -> Result<Tree<F>, Mistake> {
    let input = Stateful {
        input: LocatingSlice::new(text),
        state: 0,
    };
    let mut whole = preceded(blank, nested(any_expression::<F>));
    whole
        .parse(input)
        .map_err(|error| mistake(text, error.offset(), error.inner()))
}

fn mistake(text: &str, at: usize, error: &ContextError) -> Mistake {
    let word = word_at(text, at);
    let found = match word {
        "" => "the end of the text".to_owned(),
        word => format!("`{}`", word.escape_debug()),
    };
    let (what, remedy) = match (error.cause(), expectation(error)) {
        (Some(cause), _) => (format!("this is {cause}"), "split it".to_owned()),
        (None, Some(expected)) => (
            format!("expected {expected}, found {found}"),
            format!("write {expected} here"),
        ),
        (None, None) => (
            format!("expected an operator or the end, found {found}"),
            "remove it, or put an operator before it".to_owned(),
        ),
    };
    Mistake {
        span: (at..at + word.len()).into(),
        what,
        remedy,
    }
}

/// What stands at a place, up to a blank or a bracket, to be shown; empty at the end only.
fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let ends = |letter: char| letter.is_whitespace() || "()".contains(letter);
    let more = rest[first..].find(ends);
    match rest.starts_with(ends) {
        true => &rest[..first],
        false => &rest[..more.map_or(rest.len(), |more| first + more)],
    }
}

/// The innermost of what was expected.
fn expectation(error: &ContextError) -> Option<String> {
    error.context().find_map(|context| match context {
        StrContext::Expected(expected) => Some(expected.to_string()),
        _ => None,
    })
}

/// Counts how deeply nested what it parses is.
fn nested<'s, O>(
    mut inner: impl ModalParser<Input<'s>, O, ContextError>,
) -> impl ModalParser<Input<'s>, O, ContextError> {
    move |input: &mut Input<'s>| {
        if input.state == DEEPEST {
            return Err(TooMuch::Nesting.at(input));
        }
        input.state += 1;
        let result = inner.parse_next(input);
        input.state -= 1;
        result
    }
}

/// Blanks, and comments from `#` to the end of the line.
fn blank(input: &mut Input<'_>) -> ModalResult<()> {
    let comment = ('#', till_line_ending).void();
    repeat(0.., alt((multispace1.void(), comment))).parse_next(input)
}

fn expected(what: &'static str) -> StrContext {
    StrContext::Expected(StrContextValue::Description(what))
}

fn symbol<'s>(text: &'static str) -> impl ModalParser<Input<'s>, (), ContextError> {
    terminated(text, blank)
        .void()
        .context(StrContext::Expected(StrContextValue::StringLiteral(text)))
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn word<'s>(input: &mut Input<'s>) -> ModalResult<&'s str> {
    let first = one_of(|letter: char| letter.is_alphabetic() || letter == '_');
    (first, take_while(0.., is_letter)).take().parse_next(input)
}

fn keyword<'s>(text: &'static str) -> impl ModalParser<Input<'s>, (), ContextError> {
    one_keyword(text).context(StrContext::Expected(StrContextValue::StringLiteral(text)))
}

/// The same, where it is one of several that are expected.
fn one_keyword<'s>(text: &'static str) -> impl ModalParser<Input<'s>, (), ContextError> {
    terminated(word.verify(move |found: &str| found == text), blank).void()
}

fn name<'s>(input: &mut Input<'s>) -> ModalResult<(&'s str, Span)> {
    free_word.context(expected("a name")).parse_next(input)
}

/// A word that the language has not taken for itself.
fn free_word<'s>(input: &mut Input<'s>) -> ModalResult<(&'s str, Span)> {
    word.verify(|word: &str| !WORDS.contains(&word))
        .with_span()
        .map(|(word, span)| (word, span.into()))
        .parse_next(input)
}

fn any_expression<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    alt((let_in::<F>, if_else::<F>, function::<F>, operation::<F>))
        .context(expected("an expression"))
        .parse_next(input)
}

/// An expression inside of another one, without which that is none.
fn inner<'s, F: Family>() -> impl ModalParser<Input<'s>, Tree<F>, ContextError> {
    cut_err(nested(any_expression::<F>))
}

fn let_in<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let (_, start) = one_keyword("let").with_span().parse_next(input)?;
    let (name, _) = cut_err(terminated(name, blank)).parse_next(input)?;
    let value = preceded(cut_err(symbol("=")), inner::<F>()).parse_next(input)?;
    let body = preceded(cut_err(keyword("in")), inner::<F>()).parse_next(input)?;
    let span = Span::from(start).to(body.span());
    Ok(Node::<F>::make(
        Kind::Let,
        span,
        Some(name),
        vec![value, body],
    ))
}

fn if_else<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let (_, start) = one_keyword("if").with_span().parse_next(input)?;
    let condition = inner::<F>().parse_next(input)?;
    let yes = preceded(cut_err(keyword("then")), inner::<F>()).parse_next(input)?;
    let no = preceded(cut_err(keyword("else")), inner::<F>()).parse_next(input)?;
    let span = Span::from(start).to(no.span());
    Ok(Node::<F>::make(
        Kind::If,
        span,
        None,
        vec![condition, yes, no],
    ))
}

fn function<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let (_, start) = one_keyword("fn").with_span().parse_next(input)?;
    let (name, _) = cut_err(terminated(name, blank)).parse_next(input)?;
    let ty = preceded(cut_err(symbol(":")), cut_err(nested(any_type))).parse_next(input)?;
    let body = preceded(cut_err(symbol("=>")), inner::<F>()).parse_next(input)?;
    let span = Span::from(start).to(body.span());
    let kind = Kind::Function(ty);
    Ok(Node::<F>::make(kind, span, Some(name), vec![body]))
}

fn operation<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    use Operator::{And, Equal, Less, Minus, Or, Plus, Times};
    expression(operand::<F>)
        .infix(operator.map(|operator| match operator {
            Or => Infix::Left(1, |_, a, b| Ok(join::<F>(Or, a, b))),
            And => Infix::Left(2, |_, a, b| Ok(join::<F>(And, a, b))),
            Equal => Infix::Left(3, |_, a, b| Ok(join::<F>(Equal, a, b))),
            Less => Infix::Left(3, |_, a, b| Ok(join::<F>(Less, a, b))),
            Plus => Infix::Left(4, |_, a, b| Ok(join::<F>(Plus, a, b))),
            Minus => Infix::Left(4, |_, a, b| Ok(join::<F>(Minus, a, b))),
            _ => Infix::Left(5, |_, a, b| Ok(join::<F>(Times, a, b))),
        }))
        .parse_next(input)
}

fn join<F: Family>(operator: Operator, left: Tree<F>, right: Tree<F>) -> Tree<F> {
    let span = left.span().to(right.span());
    Node::<F>::make(Kind::Operation(operator), span, None, vec![left, right])
}

fn operator(input: &mut Input<'_>) -> ModalResult<Operator> {
    terminated(
        alt((
            one_keyword("or").value(Operator::Or),
            one_keyword("and").value(Operator::And),
            "==".value(Operator::Equal),
            "<".value(Operator::Less),
            "+".value(Operator::Plus),
            "-".value(Operator::Minus),
            "*".value(Operator::Times),
        )),
        blank,
    )
    .parse_next(input)
}

fn operand<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    alt((prefixed::<F>, calls::<F>))
        .context(expected("an expression"))
        .parse_next(input)
}

fn prefixed<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let minus = symbol("-").value(Operator::Minus);
    let (operator, start) = alt((minus, one_keyword("not").value(Operator::Not)))
        .with_span()
        .parse_next(input)?;
    let inner = cut_err(nested(operand::<F>)).parse_next(input)?;
    let span = Span::from(start).to(inner.span());
    Ok(Node::<F>::make(
        Kind::Operation(operator),
        span,
        None,
        vec![inner],
    ))
}

/// Something, applied to as many arguments as follow.
fn calls<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let mut called = atom::<F>(input)?;
    while let Some(argument) = opt(preceded(symbol("("), inner::<F>())).parse_next(input)? {
        let (_, end) = cut_err(close).with_span().parse_next(input)?;
        let span = called.span().to(Span::from(end));
        called = Node::<F>::make(Kind::Call, span, None, vec![called, argument]);
        blank(input)?;
    }
    Ok(called)
}

fn close(input: &mut Input<'_>) -> ModalResult<()> {
    ")".void()
        .context(StrContext::Expected(StrContextValue::CharLiteral(')')))
        .parse_next(input)
}

fn atom<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let group = delimited(symbol("("), inner::<F>(), cut_err(close));
    let used = free_word.map(|(name, span)| Node::<F>::make(Kind::Name, span, Some(name), vec![]));
    let atom = alt((group, number::<F>, truth::<F>, used));
    terminated(atom, blank).parse_next(input)
}

fn number<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let start = input.checkpoint();
    let digits = terminated(digit1::<Input<'_>, _>, not(one_of(is_letter)));
    let (digits, span) = digits.with_span().parse_next(input)?;
    let Ok(number) = digits.parse() else {
        input.reset(&start);
        return Err(TooMuch::Digits.at(input));
    };
    let kind = Kind::Number(number);
    Ok(Node::<F>::make(kind, span.into(), None, vec![]))
}

fn truth<F: Family>(input: &mut Input<'_>) -> ModalResult<Tree<F>> {
    let truth = word.verify_map(|word| match word {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    });
    truth
        .with_span()
        .map(|(truth, span)| Node::<F>::make(Kind::Truth(truth), span.into(), None, vec![]))
        .parse_next(input)
}

fn any_type(input: &mut Input<'_>) -> ModalResult<Type> {
    let group = delimited(symbol("("), cut_err(nested(any_type)), cut_err(symbol(")")));
    let int = one_keyword("int").value(Type::Int);
    let truth = one_keyword("bool").value(Type::Bool);
    let from = alt((group, int, truth))
        .context(expected("a type"))
        .parse_next(input)?;
    let to = opt(preceded(symbol("->"), cut_err(nested(any_type)))).parse_next(input)?;
    Ok(match to {
        Some(to) => Type::function(from, to),
        None => from,
    })
}
