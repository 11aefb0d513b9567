//! The process that runs one program and measures.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::Memory;
use super::args::{Pointer, Task};
use super::figures::{Sample, Space, Time};
use crate::scheme::run::read;
use crate::scheme::{Engine, Error, collected, counted};

/// Output that is not shown, only digested.
#[derive(Clone, Default)]
struct Digest(Rc<RefCell<DefaultHasher>>);

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Measures, and gives the figures as text.
pub(super) fn measure(
    task: Task,
    pointer: Pointer,
    file: &Path,
    memory: Memory,
) -> Result<String, Error> {
    let text = read(file)?;
    let name = file.display().to_string();
    match pointer {
        Pointer::Gc => measure_with::<collected::Interpreter>(task, &name, &text, memory),
        Pointer::Rc => measure_with::<counted::Interpreter>(task, &name, &text, memory),
    }
}

fn measure_with<E: Engine>(
    task: Task,
    name: &str,
    text: &str,
    memory: Memory,
) -> Result<String, Error> {
    match task {
        Task::Time => time::<E>(name, text).map(Time::write),
        Task::Memory => space::<E>(name, text, memory).map(Space::write),
        Task::Curve => curve::<E>(name, text, memory).map(|curve| Sample::write_all(&curve)),
    }
}

/// Times a program from its first form until all that can be freed of it is freed.
fn time<E: Engine>(name: &str, text: &str) -> Result<Time, Error> {
    let digest = Digest::default();
    let mut engine = E::new(Box::new(digest.clone()));
    let start = Instant::now();
    engine.run(name, text)?;
    drop(engine);
    // Over `Rc` there is nothing to be collected.
    gc_core::collect();
    let took = start.elapsed();
    let output = digest.0.borrow().finish();
    Ok(Time { took, output })
}

fn space<E: Engine>(name: &str, text: &str, memory: Memory) -> Result<Space, Error> {
    (memory.start)();
    {
        let mut engine = E::new(Box::new(io::sink()));
        engine.run(name, text)?;
    }
    gc_core::collect();
    Ok(Space {
        peak: (memory.peak)(),
        left: (memory.held)(),
    })
}

/// How many samples a curve has at most: beyond, every other one goes.
const MOST_SAMPLES: usize = 2000;

fn curve<E: Engine>(name: &str, text: &str, memory: Memory) -> Result<Vec<Sample>, Error> {
    (memory.start)();
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let sampler = scope.spawn(|| sample(memory, &ended));
        let mut engine = E::new(Box::new(io::sink()));
        let result = engine.run(name, text);
        ended.store(true, Ordering::Relaxed);
        let samples = sampler.join();
        result?;
        Ok(samples.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

fn sample(memory: Memory, ended: &AtomicBool) -> Vec<Sample> {
    let start = Instant::now();
    let mut pause = Duration::from_micros(500);
    let mut samples = Vec::new();
    while !ended.load(Ordering::Relaxed) {
        samples.push(Sample {
            seconds: start.elapsed().as_secs_f64(),
            bytes: (memory.held)() as f64,
        });
        if samples.len() == MOST_SAMPLES {
            let mut index = 0;
            samples.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            pause *= 2;
        }
        thread::sleep(pause);
    }
    samples
}
