//! The contents of files by their names in Git: those that the coming steps need are read ahead, others when asked for.

use super::recent::Recent;
use crate::files::Unread;
use crate::git::{BlobId, Blobs, Lacking};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Bytes of contents, asked for out of turn, that are kept.
const MOST_KEPT: usize = 32 * 1024 * 1024;

/// Contents.
pub struct Store {
    ahead: RwLock<HashMap<BlobId, Arc<[u8]>>>,
    asked: Mutex<Asked>,
    /// What of all that was asked for isn't here.
    pub lacking: Lacking,
}

struct Asked {
    blobs: Blobs,
    kept: Recent<BlobId, Arc<[u8]>>,
}

impl Store {
    /// A store that has nothing yet.
    pub fn new(blobs: Blobs) -> Store {
        Store {
            ahead: RwLock::default(),
            asked: Mutex::new(Asked {
                blobs,
                kept: Recent::new(MOST_KEPT),
            }),
            lacking: Lacking::default(),
        }
    }

    /// Replaces what was read ahead.
    pub fn have(&self, ahead: HashMap<BlobId, Arc<[u8]>>) {
        *self.ahead.write().unwrap_or_else(PoisonError::into_inner) = ahead;
    }

    /// A content that was read ahead.
    pub fn ahead(&self, id: BlobId) -> Option<Arc<[u8]>> {
        let ahead = self.ahead.read().unwrap_or_else(PoisonError::into_inner);
        ahead.get(&id).cloned()
    }

    /// A content of at most `limit` bytes.
    ///
    /// # Errors
    /// It is larger, or this clone doesn't have it.
    pub fn content(&self, id: BlobId, limit: u64) -> Result<Arc<[u8]>, Unread> {
        let ahead = self.ahead.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ahead.get(&id) {
            return within(known, limit);
        }
        drop(ahead);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = asked.kept.get(id) {
            return within(&known, limit);
        }
        let read = asked.blobs.read(id, limit);
        let bytes: Arc<[u8]> = self.lacking.note(id, read)?.into();
        asked.kept.put(id, bytes.clone(), bytes.len());
        Ok(bytes)
    }
}

fn within(known: &Arc<[u8]>, limit: u64) -> Result<Arc<[u8]>, Unread> {
    match known.len() as u64 {
        size if size > limit => Err(Unread::TooLarge(size)),
        _ => Ok(known.clone()),
    }
}

/// That there is no such file.
pub fn nothing() -> io::Error {
    io::ErrorKind::NotFound.into()
}
