//! A desktop: windows full of widgets, and a bus that tells listeners of events.
//!
//! ```text
//! Desktop ---> Bus ---> Listener ----+
//!    |  ^                            v
//!    |  +------------------------- Window <----+
//!    +----------------------------->  |        |
//!                                     +---> Widget <---> Widget …
//! ```
//!
//! Everything knows its owner, so everything is part of a cycle; with counts alone nothing would ever be
//! freed. A collector frees a window once it is closed, **unless something still leads to it**. The
//! planted leak: a preferences dialog listens for changes of the theme, and does not stop when it is
//! closed. The bus lives as long as the desktop, the listener as long as the bus, and with the
//! listener the dialog and all of its widgets.

use std::cell::{Cell, RefCell};

use gc_core::snapshot::Label;
use gc_core::{Gc, Trace};

/// Whether closing a dialog ends its subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Trace)]
pub enum Closing {
    /// No: the leak.
    Forgetful,
    /// Yes.
    Tidy,
}

/// What is on the screen, and who is to be told what.
#[derive(Debug, Trace)]
pub struct Desktop {
    windows: RefCell<Vec<Gc<Window>>>,
    bus: Gc<Bus>,
    closing: Closing,
    opened: Cell<u32>,
}

/// What a window is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Trace)]
pub enum Purpose {
    /// Text to write.
    Document,
    /// Settings to change.
    Preferences,
}

/// One window.
#[derive(Debug, Trace)]
pub struct Window {
    title: String,
    purpose: Purpose,
    desktop: Gc<Desktop>,
    content: RefCell<Option<Gc<Widget>>>,
}

/// A part of a window.
#[derive(Debug, Trace)]
pub struct Widget {
    text: String,
    window: Gc<Window>,
    parent: Option<Gc<Widget>>,
    children: RefCell<Vec<Gc<Widget>>>,
}

/// Tells listeners of events.
#[derive(Debug, Default, Trace)]
pub struct Bus {
    listeners: RefCell<Vec<Gc<Listener>>>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Trace)]
pub enum Event {
    /// Colours are to change.
    ThemeChanged,
    /// The network came or went.
    NetworkChanged,
}

/// Somebody who wants to be told.
#[derive(Debug, Trace)]
pub struct Listener {
    event: Event,
    window: Gc<Window>,
}

impl Desktop {
    /// An empty one.
    #[must_use]
    pub fn new(closing: Closing) -> Gc<Self> {
        Gc::new(Self {
            windows: RefCell::default(),
            bus: Gc::new(Bus::default()),
            closing,
            opened: Cell::new(0),
        })
    }

    /// Opens a window, full of widgets, which listens on the bus.
    pub fn open(this: &Gc<Self>, purpose: Purpose) -> Gc<Window> {
        let number = this.opened.get() + 1;
        this.opened.set(number);
        let window = Window::new(this, purpose, number);
        let event = match purpose {
            Purpose::Document => Event::NetworkChanged,
            Purpose::Preferences => Event::ThemeChanged,
        };
        this.bus.subscribe(event, &window);
        this.windows.borrow_mut().push(window.clone());
        window
    }

    /// Closes the window that was opened first; `None` if none is open.
    pub fn close_oldest(&self) -> Option<Gc<Window>> {
        let mut windows = self.windows.borrow_mut();
        if windows.is_empty() {
            return None;
        }
        let window = windows.remove(0);
        let is_tidy = window.purpose == Purpose::Document || self.closing == Closing::Tidy;
        if is_tidy {
            self.bus.unsubscribe(&window);
        }
        Some(window)
    }

    /// How many windows are open.
    #[must_use]
    pub fn open_windows(&self) -> usize {
        self.windows.borrow().len()
    }
}

impl Window {
    fn new(desktop: &Gc<Desktop>, purpose: Purpose, number: u32) -> Gc<Self> {
        let window = Gc::new(Self {
            title: format!("{purpose:?} {number}"),
            purpose,
            desktop: desktop.clone(),
            content: RefCell::default(),
        });
        let content = Widget::new(&window, None, "frame");
        for name in ["menu", "toolbar", "body", "status"] {
            let bar = Widget::new(&window, Some(&content), name);
            for item in 1..=24 {
                Widget::new(&window, Some(&bar), &format!("{name} item {item}"));
            }
        }
        window.content.replace(Some(content));
        window
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl Widget {
    fn new(window: &Gc<Window>, parent: Option<&Gc<Self>>, text: &str) -> Gc<Self> {
        let widget = Gc::new(Self {
            text: text.to_owned(),
            window: window.clone(),
            parent: parent.cloned(),
            children: RefCell::default(),
        });
        if let Some(parent) = parent {
            parent.children.borrow_mut().push(widget.clone());
        }
        widget
    }
}

impl Bus {
    fn subscribe(&self, event: Event, window: &Gc<Window>) {
        let window = window.clone();
        let listener = Gc::new(Listener { event, window });
        self.listeners.borrow_mut().push(listener);
    }

    fn unsubscribe(&self, window: &Gc<Window>) {
        let mut listeners = self.listeners.borrow_mut();
        listeners.retain(|listener| !Gc::ptr_eq(&listener.window, window));
    }
}

impl Label for Desktop {
    fn label(&self) -> String {
        format!("{} windows open", self.open_windows())
    }
}

impl Label for Window {
    fn label(&self) -> String {
        self.title.clone()
    }
}

impl Label for Widget {
    fn label(&self) -> String {
        match &self.parent {
            Some(_) => self.text.clone(),
            None => format!("{} of {}", self.text, self.window.title),
        }
    }
}

impl Label for Bus {
    fn label(&self) -> String {
        format!("{} listeners", self.listeners.borrow().len())
    }
}

impl Label for Listener {
    fn label(&self) -> String {
        format!("{:?} for {}", self.event, self.window.title)
    }
}
