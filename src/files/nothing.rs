//! A pipeline that isn't there: before its first commit, say.

use super::{Entry, Files, Listed, Unread};
use std::io;

/// No files.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Files for Nothing {
    fn at(&self, _: &str) -> io::Result<Entry> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &str, _: &dyn Fn(&str) -> bool) -> Listed {
        Listed::default()
    }

    fn read(&self, _: &str, _: u64) -> Result<Vec<u8>, Unread> {
        Err(Unread::Failed(io::ErrorKind::NotFound.into()))
    }

    fn digest(&self, _: &str) -> io::Result<String> {
        Err(io::ErrorKind::NotFound.into())
    }
}
