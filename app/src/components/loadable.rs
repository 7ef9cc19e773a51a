//! What is asked for, and how far it has come.

/// What is known of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Loadable<T> {
    /// Nobody has asked.
    Idle,
    /// Asked; what was known before stays on screen.
    Busy(Option<T>),
    Ready(T),
    Failed(String),
}

impl<T> Loadable<T> {
    /// The answer, fresh or from before.
    pub fn value(&self) -> Option<&T> {
        match self {
            Loadable::Ready(value) | Loadable::Busy(Some(value)) => Some(value),
            _ => None,
        }
    }

    pub fn is_busy(&self) -> bool {
        matches!(self, Loadable::Busy(_))
    }

    /// Asked again.
    pub fn asked(&mut self) {
        *self = match std::mem::replace(self, Loadable::Idle) {
            Loadable::Ready(value) | Loadable::Busy(Some(value)) => Loadable::Busy(Some(value)),
            _ => Loadable::Busy(None),
        };
    }
}
