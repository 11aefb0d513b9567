//! A value that follows from others.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ptr;

use gc_core::Trace;

use super::observer::Observer;
use super::update::{Unsettled, settle};
use crate::family::Family;

/// How a value follows from the signal's inputs.
#[derive(Trace, Clone, Copy, Debug)]
pub enum Rule {
    /// It does not: it is set by hand.
    Given,
    /// The first input times a factor, and a number added.
    Linear {
        /// The factor.
        factor: f64,
        /// The number.
        offset: f64,
    },
    /// Some function of all inputs, in order.
    Function(fn(&[f64]) -> f64),
}

impl Rule {
    fn apply(self, inputs: &[f64]) -> Option<f64> {
        match self {
            Self::Given => None,
            Self::Linear { factor, offset } => inputs.first().map(|input| input * factor + offset),
            Self::Function(function) => Some(function(inputs)),
        }
    }
}

/// A value, with all that it follows from and all that follows from it.
///
/// ```
/// use gc_examples::family::Collected;
/// use gc_examples::signals::{self, Rule};
///
/// type Signal = signals::Signal<Collected>;
/// let net = Signal::given("net", 100.0);
/// let gross = Signal::given("gross", 0.0);
/// Signal::depend(&gross, Rule::Linear { factor: 1.2, offset: 0.0 }, &[&net])?;
/// Signal::depend(&net, Rule::Linear { factor: 1.0 / 1.2, offset: 0.0 }, &[&gross])?;
/// assert_eq!(gross.value(), 120.0);
/// Signal::set(&gross, 60.0)?;
/// assert_eq!(net.value(), 50.0);
/// # Ok::<(), gc_examples::signals::Unsettled>(())
/// ```
#[derive(Trace)]
pub struct Signal<F: Family> {
    name: Box<str>,
    value: Cell<f64>,
    rule: Cell<Rule>,
    inputs: RefCell<Vec<F::Strong<Signal<F>>>>,
    dependents: RefCell<Vec<F::Back<Signal<F>>>>,
    observers: RefCell<Vec<F::Back<Observer<F>>>>,
    /// Set while the signal is to be computed anew.
    waits: Cell<bool>,
}

impl<F: Family> Signal<F> {
    /// A signal of a value that is set by hand.
    #[must_use]
    pub fn given(name: &str, value: f64) -> F::Strong<Self> {
        F::alloc(Self {
            name: name.into(),
            value: Cell::new(value),
            rule: Cell::new(Rule::Given),
            inputs: RefCell::default(),
            dependents: RefCell::default(),
            observers: RefCell::default(),
            waits: Cell::new(false),
        })
    }

    /// A signal whose value follows from others.
    ///
    /// # Errors
    ///
    /// As [`set`](Self::set).
    pub fn of(
        name: &str,
        rule: Rule,
        inputs: &[&F::Strong<Self>],
    ) -> Result<F::Strong<Self>, Unsettled> {
        let signal = Self::given(name, f64::NAN);
        Self::depend(&signal, rule, inputs)?;
        Ok(signal)
    }

    /// Makes a signal follow from further ones, by a new rule. These may depend on it.
    ///
    /// # Errors
    ///
    /// As [`set`](Self::set).
    pub fn depend(
        this: &F::Strong<Self>,
        rule: Rule,
        inputs: &[&F::Strong<Self>],
    ) -> Result<(), Unsettled> {
        this.rule.set(rule);
        for &input in inputs {
            this.inputs.borrow_mut().push(input.clone());
            input.dependents.borrow_mut().push(F::back(this));
        }
        settle::<F>(vec![this.clone()])
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value now.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value.get()
    }

    /// Sets a value by hand, and all that follows from it.
    ///
    /// # Errors
    ///
    /// If the dependencies are cyclic and their values go on changing for ever: they are left as they were when that was
    /// noticed.
    pub fn set(this: &F::Strong<Self>, value: f64) -> Result<(), Unsettled> {
        this.change(value);
        settle::<F>(this.living_dependents())
    }

    /// Computes the value anew; whether it has changed.
    pub(super) fn compute(&self) -> bool {
        let inputs: Vec<f64> = self.inputs.borrow().iter().map(|it| it.value()).collect();
        let value = self.rule.get().apply(&inputs);
        value.is_some_and(|value| self.change(value))
    }

    /// Takes over a value and tells the observers; whether it differs from the former one by more than what rounding
    /// may have changed.
    fn change(&self, value: f64) -> bool {
        let former = self.value.replace(value);
        let tolerance = 1e-9 * former.abs().max(value.abs());
        if (value - former).abs() <= tolerance || (value.is_nan() && former.is_nan()) {
            return false;
        }
        let observers = self.living_observers();
        observers.iter().for_each(|observer| observer.see(value));
        true
    }

    fn living_observers(&self) -> Vec<F::Strong<Observer<F>>> {
        let observers = self.observers.borrow();
        observers.iter().filter_map(F::follow).collect()
    }

    pub(super) fn living_dependents(&self) -> Vec<F::Strong<Self>> {
        let dependents = self.dependents.borrow();
        dependents.iter().filter_map(F::follow).collect()
    }

    pub(super) fn add_observer(&self, observer: &F::Strong<Observer<F>>) {
        self.observers.borrow_mut().push(F::back(observer));
    }

    /// Lets go of an observer, and of those that are gone.
    pub(super) fn remove_observer(&self, observer: &Observer<F>) {
        let stays = |other: &F::Back<Observer<F>>| {
            F::look_back(other, |other| !ptr::eq(other, observer)).unwrap_or(false)
        };
        let all = self.observers.take();
        let (staying, leaving): (Vec<_>, Vec<_>) = all.into_iter().partition(stays);
        self.observers.replace(staying);
        drop(leaving);
    }

    /// Notes whether it is to be computed anew, and says whether it was.
    pub(super) fn set_waits(&self, waits: bool) -> bool {
        self.waits.replace(waits)
    }
}

impl<F: Family> fmt::Debug for Signal<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signal")
            .field("name", &self.name)
            .field("value", &self.value.get())
            .finish_non_exhaustive()
    }
}
