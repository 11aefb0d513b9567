//! Signals, observers and cycles of them.

use gc_examples::family::{Collected, Counted, CountedWeakly, Family};
use gc_examples::signals::{Observer, Rule, Signal, Unsettled};

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

fn linear(factor: f64, offset: f64) -> Rule {
    Rule::Linear { factor, offset }
}

#[test]
fn a_change_reaches_all_that_follows_from_it() -> Result<(), Unsettled> {
    let [one, two] = [1.0, 2.0].map(|value| Signal::<Collected>::given("part", value));
    let total = Signal::<Collected>::of("total", Rule::Function(sum), &[&one, &two])?;
    let double = Signal::<Collected>::of("double", linear(2.0, 0.0), &[&total])?;
    assert_eq!(double.value(), 6.0);
    Signal::<Collected>::set(&one, 10.0)?;
    assert_eq!((total.value(), double.value()), (12.0, 24.0));
    Ok(())
}

#[test]
fn a_diamond_is_seen_once_by_its_observer() -> Result<(), Unsettled> {
    let top = Signal::<Collected>::given("top", 1.0);
    let left = Signal::<Collected>::of("left", linear(2.0, 0.0), &[&top])?;
    let right = Signal::<Collected>::of("right", linear(3.0, 0.0), &[&top])?;
    let bottom = Signal::<Collected>::of("bottom", Rule::Function(sum), &[&left, &right])?;
    let observer = Observer::<Collected>::attach(&bottom);
    Signal::<Collected>::set(&top, 2.0)?;
    assert_eq!(observer.seen(), [10.0]);
    Ok(())
}

fn both_ways<F: Family>() -> Result<[f64; 2], Unsettled> {
    let celsius = Signal::<F>::given("Celsius", 0.0);
    let fahrenheit = Signal::<F>::of("Fahrenheit", linear(1.8, 32.0), &[&celsius])?;
    Signal::<F>::depend(&celsius, linear(1.0 / 1.8, -32.0 / 1.8), &[&fahrenheit])?;
    Signal::<F>::set(&celsius, 100.0)?;
    let there = fahrenheit.value();
    Signal::<F>::set(&fahrenheit, 32.0)?;
    Ok([there, celsius.value()])
}

#[test]
fn a_cycle_that_comes_to_rest_works_both_ways() -> Result<(), Unsettled> {
    assert_eq!(both_ways::<Collected>()?, [212.0, 0.0]);
    assert_eq!(both_ways::<Counted>()?, [212.0, 0.0]);
    assert_eq!(both_ways::<CountedWeakly>()?, [212.0, 0.0]);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);
    Ok(())
}

#[test]
fn a_cycle_that_does_not_is_an_error_and_can_be_used_on() -> Result<(), Unsettled> {
    let one = Signal::<Collected>::given("one", 0.0);
    let next = Signal::<Collected>::of("next", linear(1.0, 1.0), &[&one])?;
    let error = Signal::<Collected>::depend(&one, linear(1.0, 1.0), &[&next]).unwrap_err();
    assert_eq!(error.rounds, 1000);
    assert!(error.to_string().contains("does not settle"), "{error}");
    // The rule can be taken back, and then it rests.
    Signal::<Collected>::depend(&one, linear(0.0, 5.0), &[])?;
    assert_eq!((one.value(), next.value()), (5.0, 6.0));
    Ok(())
}

#[test]
fn an_observer_that_nobody_holds_works_unless_it_is_held_weakly() -> Result<(), Unsettled> {
    let subject = Signal::<Collected>::given("subject", 0.0);
    let left = gc_core::Gc::downgrade(&Observer::<Collected>::attach(&subject));
    Signal::<Collected>::set(&subject, 1.0)?;
    assert_eq!(
        left.upgrade().map(|observer| observer.seen()),
        Some(vec![1.0])
    );

    let subject = Signal::<CountedWeakly>::given("subject", 0.0);
    let left = std::rc::Rc::downgrade(&Observer::<CountedWeakly>::attach(&subject));
    Signal::<CountedWeakly>::set(&subject, 1.0)?;
    assert!(left.upgrade().is_none());
    Ok(())
}

#[test]
fn an_observer_that_was_detached_sees_no_more() -> Result<(), Unsettled> {
    let subject = Signal::<Collected>::given("subject", 0.0);
    let [leaving, staying] = [0, 1].map(|_| Observer::<Collected>::attach(&subject));
    leaving.detach();
    Signal::<Collected>::set(&subject, 1.0)?;
    assert!(leaving.seen().is_empty());
    assert_eq!(staying.seen(), [1.0]);
    Ok(())
}

#[test]
fn an_observer_keeps_its_subject() -> Result<(), Unsettled> {
    let subject = Signal::<Collected>::given("subject", 0.0);
    let observer = Observer::<Collected>::attach(&subject);
    drop(subject);
    gc_core::collect();
    Signal::<Collected>::set(observer.subject(), 3.0)?;
    assert_eq!(observer.seen(), [3.0]);
    drop(observer);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);
    Ok(())
}

#[test]
fn a_long_chain_is_updated_from_its_start_to_its_end() -> Result<(), Unsettled> {
    let first = Signal::<Collected>::given("first", 0.0);
    let mut last = first.clone();
    for _ in 0..500 {
        last = Signal::<Collected>::of("next", linear(1.0, 1.0), &[&last])?;
    }
    Signal::<Collected>::set(&first, 1.0)?;
    assert_eq!(last.value(), 501.0);
    Ok(())
}
