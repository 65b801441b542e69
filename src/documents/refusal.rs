//! Why a document can't be made.

use crate::check::Absent;
use crate::language::{Language, Phrase};
use crate::process::Unfit;
use crate::template::{self, NoLogo};
use crate::typeset;

/// Why a document can't be made.
#[derive(Debug)]
pub enum Refusal {
    /// There is no template in this language.
    NoTemplate(Language),
    /// There is only this Word file, which makes Word files only.
    OnlyWord(String),
    /// The template doesn't fit the process.
    Unfit(Box<Unfit>),
    /// The record's file can't be read.
    BrokenRecord,
    /// The process says that this record has no such document.
    NotOfThisRecord,
    /// These values are written wrong.
    Broken(Vec<String>),
    /// These values must be printed and aren't there; where the template prints them.
    Absent(Vec<(Absent, Phrase)>),
    /// The process says that it may not go out yet: only a draft can be made.
    NotReady,
    /// Something is wrong with the record: only a draft can be made.
    Flawed,
    /// The loops at this place would go round too often.
    TooLong(Phrase),
    /// The template failed at this place.
    Trouble(Option<Phrase>, Box<template::Trouble>),
    /// What the template made is no document.
    Layout(typeset::Problem),
    /// The company's Word file can't be filled.
    Form(typeset::Refusal),
    /// The company's logo can't be used.
    Logo(NoLogo),
}
