//! The content of objects, read from one `git cat-file --batch-command` that answers when it is told to.

use super::id::{BlobId, ObjectId};
use super::program::{Git, first_line, start};
use super::trouble::Trouble;
use crate::files::Unread;
use crate::say;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// Requests that are sent ahead of their answers; Git queues them.
const AHEAD: usize = 1024;

/// A reader of objects.
pub struct Blobs {
    child: Child,
    requests: Option<BufWriter<ChildStdin>>,
    answers: BufReader<ChildStdout>,
}

/// One object.
pub(super) struct Object {
    /// `blob`, `tree`, `commit` or `tag`.
    pub kind: String,
    /// What it is called.
    pub id: ObjectId,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Blobs {
    pub(super) fn new(git: &Git) -> Result<Blobs, Trouble> {
        let mut child = start(
            git.read(&["cat-file", "--batch-command", "--buffer"])?
                .stdin(Stdio::piped()),
        )?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(requests), Some(answers)) => Ok(Blobs {
                child,
                requests: Some(BufWriter::new(requests)),
                answers: BufReader::with_capacity(64 * 1024, answers),
            }),
            _ => Err(Trouble::system(
                say!(en: "git has no pipes", zh: "git 没有管道"),
            )),
        }
    }

    /// The content of at most `limit` bytes.
    ///
    /// # Errors
    /// It is larger, or this clone doesn't have it.
    pub fn read(&mut self, id: BlobId, limit: u64) -> Result<Vec<u8>, Unread> {
        self.ask(&id.0.to_string()).map_err(Unread::Failed)?;
        self.flush().map_err(Unread::Failed)?;
        self.content(limit)
    }

    /// The contents of many, in their order, asked for ahead.
    pub fn read_each(
        &mut self,
        ids: impl IntoIterator<Item = BlobId>,
        limit: u64,
        mut take: impl FnMut(BlobId, Result<Vec<u8>, Unread>),
    ) {
        let mut ids = ids.into_iter().peekable();
        while ids.peek().is_some() {
            let batch: Vec<BlobId> = ids.by_ref().take(AHEAD).collect();
            let asked = batch
                .iter()
                .try_for_each(|id| self.ask(&id.0.to_string()))
                .and_then(|()| self.flush());
            for id in batch {
                let content = match &asked {
                    Ok(()) => self.content(limit),
                    Err(error) => Err(Unread::Failed(error.kind().into())),
                };
                take(id, content);
            }
        }
    }

    /// The object that an expression of Git names, such as `ID^{tree}`; `None` where there is none.
    pub(super) fn object(&mut self, name: &str, limit: u64) -> Result<Option<Object>, Unread> {
        self.ask(name).map_err(Unread::Failed)?;
        self.flush().map_err(Unread::Failed)?;
        self.next(limit)
    }

    fn ask(&mut self, name: &str) -> io::Result<()> {
        match &mut self.requests {
            Some(requests) => writeln!(requests, "contents {name}"),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.requests {
            Some(requests) => writeln!(requests, "flush").and_then(|()| requests.flush()),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn content(&mut self, limit: u64) -> Result<Vec<u8>, Unread> {
        match self.next(limit)? {
            Some(object) if object.kind == "blob" => Ok(object.bytes),
            Some(_) => Err(Unread::Failed(io::ErrorKind::InvalidData.into())),
            None => Err(Unread::Lacking),
        }
    }

    /// The next answer.
    fn next(&mut self, limit: u64) -> Result<Option<Object>, Unread> {
        let mut head = Vec::new();
        self.answers
            .read_until(b'\n', &mut head)
            .map_err(Unread::Failed)?;
        let head = String::from_utf8_lossy(&head);
        let mut words = head.trim_end().split(' ');
        let (id, kind, size) = (words.next(), words.next(), words.next());
        let id = id.and_then(|id| ObjectId::from_hex(id.as_bytes()));
        let size = size.and_then(|size| size.parse::<u64>().ok());
        match (id, kind, size) {
            (Some(id), Some(kind), Some(size)) => self.body(size, limit).map(|bytes| {
                Some(Object {
                    kind: kind.to_owned(),
                    id,
                    bytes,
                })
            }),
            _ if head.is_empty() => Err(Unread::Failed(self.ended())),
            _ => Ok(None),
        }
    }

    fn body(&mut self, size: u64, limit: u64) -> Result<Vec<u8>, Unread> {
        if size > limit {
            let rest = &mut (&mut self.answers).take(size + 1);
            io::copy(rest, &mut io::sink()).map_err(Unread::Failed)?;
            return Err(Unread::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        let read = (&mut self.answers).take(size + 1).read_to_end(&mut bytes);
        read.map_err(Unread::Failed)?;
        // Each body ends with a line end that is not a part of it.
        match bytes.pop() {
            Some(b'\n') if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(Unread::Failed(io::ErrorKind::UnexpectedEof.into())),
        }
    }

    /// Why there are no more answers.
    fn ended(&mut self) -> io::Error {
        let mut said = Vec::new();
        if let Some(errors) = &mut self.child.stderr {
            let _ = errors.take(64 * 1024).read_to_end(&mut said);
        }
        io::Error::other(first_line(&said).unwrap_or_else(|| "git cat-file ended".to_owned()))
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // The end of its requests ends it; what it still has to say is not waited for.
        self.requests = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
