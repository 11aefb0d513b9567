//! Attributes of elements.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::{Element, Node};

impl Element {
    /// The value of an attribute without a namespace, as all of HTML's are.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<StrTendril> {
        let attributes = self.attributes.borrow();
        let found = attributes.iter().find(|it| is_named(it, name));
        found.map(|it| it.value.clone())
    }
}

impl Node {
    /// The value of an attribute; `None` too where this is no element.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<StrTendril> {
        self.as_element()?.attribute(name)
    }

    /// Sets an attribute, and gives its old value. Nothing happens where this is no element.
    pub fn set_attribute(&self, name: &str, value: &str) -> Option<StrTendril> {
        let mut attributes = self.as_element()?.attributes.borrow_mut();
        let value = StrTendril::from(value);
        let old = match attributes.iter_mut().find(|it| is_named(it, name)) {
            Some(attribute) => Some(std::mem::replace(&mut attribute.value, value)),
            None => {
                let name = QualName::new(None, ns!(), LocalName::from(name));
                attributes.push(Attribute { name, value });
                None
            }
        };
        drop(attributes);
        self.touch();
        old
    }

    /// Takes an attribute away, and gives its value.
    pub fn remove_attribute(&self, name: &str) -> Option<StrTendril> {
        let mut attributes = self.as_element()?.attributes.borrow_mut();
        let index = attributes.iter().position(|it| is_named(it, name))?;
        let removed = attributes.remove(index);
        drop(attributes);
        self.touch();
        Some(removed.value)
    }
}

fn is_named(attribute: &Attribute, name: &str) -> bool {
    attribute.name.ns == ns!() && &*attribute.name.local == name
}
