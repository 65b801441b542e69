//! Why Git, or the file system under it, did not do what was asked.

use crate::language::Phrase;
use crate::say;
use std::io::{self, ErrorKind};

/// How a command that met the trouble ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TroubleKind {
    /// The user can correct it.
    Correctable,
    /// Somebody else wrote first: the same on what is there now may do.
    Overtaken,
    /// Nothing matched.
    Nothing,
    /// The system failed.
    System,
}

/// What went wrong, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// What went wrong.
    pub message: Phrase,
    /// What to do.
    pub hint: Option<Phrase>,
    /// What Git or a hook said, line by line. It may steer a terminal.
    pub said: Box<[String]>,
    /// How the command ends.
    pub kind: TroubleKind,
}

impl Trouble {
    /// Something that the user can correct.
    pub fn correctable(message: Phrase) -> Trouble {
        Trouble {
            message,
            hint: None,
            said: Box::default(),
            kind: TroubleKind::Correctable,
        }
    }

    /// Nothing matched, or nothing is to be done.
    pub fn nothing(message: Phrase) -> Trouble {
        Trouble {
            kind: TroubleKind::Nothing,
            ..Trouble::correctable(message)
        }
    }

    /// Somebody else wrote first.
    pub fn overtaken(message: Phrase) -> Trouble {
        Trouble {
            message,
            hint: Some(say!(en: "run the command again", zh: "请重新执行命令")),
            kind: TroubleKind::Overtaken,
            said: Box::default(),
        }
    }

    /// The system failed.
    pub fn system(message: Phrase) -> Trouble {
        Trouble {
            kind: TroubleKind::System,
            ..Trouble::correctable(message)
        }
    }

    /// With what to do.
    pub fn hint(self, hint: Phrase) -> Trouble {
        Trouble {
            hint: Some(hint),
            ..self
        }
    }

    /// The system refused something at `place`. A full or read-only disk and a lack of rights are the user's to mend.
    pub fn at(place: impl std::fmt::Display, error: &io::Error) -> Trouble {
        let kind = match error.kind() {
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::InvalidFilename => TroubleKind::Correctable,
            _ => TroubleKind::System,
        };
        Trouble {
            kind,
            ..Trouble::system(
                say!(en: "{place}: {error}", zh: "{place}：{error}", place = place, error = error),
            )
        }
    }
}

impl From<Trouble> for io::Error {
    fn from(trouble: Trouble) -> io::Error {
        io::Error::other(trouble.message.en)
    }
}
