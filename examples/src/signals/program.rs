//! What signals are shown and measured with.

use super::{Observer, Rule, Signal, Unsettled};
use crate::family::Family;

const TO_FAHRENHEIT: Rule = Rule::Linear {
    factor: 1.8,
    offset: 32.0,
};
const TO_CELSIUS: Rule = Rule::Linear {
    factor: 1.0 / 1.8,
    offset: -32.0 / 1.8,
};

/// Rooms of a floor.
const FLOOR: usize = 64;

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A temperature in two units, each of which follows from the other.
fn thermometer<F: Family>(celsius: f64) -> Result<[F::Strong<Signal<F>>; 2], Unsettled> {
    let celsius = Signal::<F>::given("Celsius", celsius);
    let fahrenheit = Signal::<F>::of("Fahrenheit", TO_FAHRENHEIT, &[&celsius])?;
    Signal::<F>::depend(&celsius, TO_CELSIUS, &[&fahrenheit])?;
    Ok([celsius, fahrenheit])
}

/// A house of `size` rooms, each with a thermometer in two units, floors with a mean and an observer. Sets each
/// temperature twice, once in each unit; gives a sum over what was seen.
#[must_use]
pub fn work<F: Family>(size: usize) -> u64 {
    house::<F>(size).unwrap_or(0)
}

fn house<F: Family>(size: usize) -> Result<u64, Unsettled> {
    let mut floors = Vec::new();
    for floor in 0..size.div_ceil(FLOOR) {
        let mut rooms = Vec::new();
        for room in 0..FLOOR {
            rooms.push(thermometer::<F>((floor + room) as f64)?);
        }
        let celsius: Vec<_> = rooms.iter().map(|[celsius, _]| celsius).collect();
        let mean = Signal::<F>::of("mean", Rule::Function(mean), &celsius)?;
        let observer = Observer::<F>::attach(&mean);
        floors.push((rooms, mean, observer));
    }
    for (rooms, _, _) in &floors {
        for (index, [celsius, fahrenheit]) in rooms.iter().enumerate() {
            Signal::<F>::set(celsius, index as f64)?;
            Signal::<F>::set(fahrenheit, index as f64)?;
        }
    }
    let seen = floors.iter().flat_map(|(_, mean, observer)| {
        let seen = observer.seen();
        [seen.len() as u64, mean.value().to_bits()]
    });
    Ok(seen.fold(0, |sum: u64, part| sum.wrapping_mul(31).wrapping_add(part)))
}

/// Tells of a thermometer in two units, and of an observer that nobody holds.
#[must_use]
pub fn demonstrate<F: Family>() -> Vec<String> {
    let mut told = Vec::new();
    match thermometer::<F>(20.0) {
        Ok([celsius, fahrenheit]) => show_thermometer::<F>(&mut told, &celsius, &fahrenheit),
        Err(error) => told.push(error.to_string()),
    }
    let restless = Signal::<F>::given("restless", 0.0);
    let count = Rule::Linear {
        factor: 1.0,
        offset: 1.0,
    };
    if let Err(error) = Signal::<F>::depend(&restless, count, &[&restless]) {
        told.push(format!(
            "what follows from itself and never rests is an error: {error}"
        ));
    }
    told
}

fn show_thermometer<F: Family>(
    told: &mut Vec<String>,
    celsius: &F::Strong<Signal<F>>,
    fahrenheit: &F::Strong<Signal<F>>,
) {
    let mut show = |what: &str| {
        let (c, f) = (celsius.value(), fahrenheit.value());
        told.push(format!("{what}: {c:.1} degrees Celsius, {f:.1} Fahrenheit"));
    };
    show("a thermometer");
    // Neither of these can fail: the two rules undo each other.
    let _ = Signal::<F>::set(fahrenheit, 212.0);
    show("Fahrenheit is set to 212");
    let _ = Signal::<F>::set(celsius, 0.0);
    show("Celsius is set to 0");
    let held = Observer::<F>::attach(celsius);
    let left = F::downgrade(&Observer::<F>::attach(celsius));
    let _ = Signal::<F>::set(celsius, 37.0);
    told.push(format!(
        "an observer that is held has seen {:?}",
        held.seen()
    ));
    told.push(match F::upgrade(&left) {
        Some(observer) => format!(
            "one that nobody holds but the signal has seen {:?}",
            observer.seen()
        ),
        None => "one that nobody holds but the signal is gone, and has seen nothing".to_owned(),
    });
}
