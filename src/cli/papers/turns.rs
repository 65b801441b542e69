//! Something that threads do one after the other, in the order of what they work on and not in that of the threads.

use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Whose turn it is.
#[derive(Default)]
pub struct Turns {
    now: Mutex<usize>,
    passed: Condvar,
}

/// A turn to come.
pub struct Turn<'t> {
    turns: &'t Turns,
    at: usize,
}

impl Turns {
    /// The turn at a place. Each place from 0 on must come, in this order as they begin.
    pub fn at(&self, at: usize) -> Turn<'_> {
        Turn { turns: self, at }
    }

    fn pass(&self, to: usize) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = to.max(*now);
        drop(now);
        self.passed.notify_all();
    }
}

impl Turn<'_> {
    /// Does something when all before have done theirs.
    pub fn take<T>(&self, act: impl FnOnce() -> T) -> T {
        let Turns { now, passed } = self.turns;
        let now = now.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = passed.wait_while(now, |now| *now < self.at);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
        let done = act();
        self.turns.pass(self.at + 1);
        done
    }
}

impl Drop for Turn<'_> {
    /// Who fails before its turn lets the others fail no more than that: none waits for it.
    fn drop(&mut self) {
        if thread::panicking() {
            self.turns.pass(usize::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn turns_come_in_their_order() {
        let (turns, done) = (Turns::default(), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for at in (0..8).rev() {
                let (turns, done) = (&turns, &done);
                scope.spawn(move || turns.at(at).take(|| done.lock().unwrap().push(at)));
            }
        });
        assert_eq!(done.into_inner().unwrap(), [0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn none_waits_for_one_that_failed() {
        let turns = Turns::default();
        let fails = AssertUnwindSafe(|| {
            let _turn = turns.at(0);
            std::panic::resume_unwind(Box::new("failed"));
        });
        assert!(catch_unwind(fails).is_err());
        assert_eq!(turns.at(3).take(|| 3), 3);
    }
}
