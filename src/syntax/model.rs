//! The model file: a tagger and parser, and a lemmatizer, packed with Zstandard.

use std::io::Read;
use std::sync::LazyLock;

use compact_str::CompactString;

use super::annotator::Annotator;
use super::bytes::{Reader, broken, write_number, write_text};
use super::lemma::Lemmas;
use super::linear::Linear;
use super::neural::Neural;
use super::{Upos, Xpos, regular};
use crate::error::{Error, Result};

/// What a model file begins with.
const MAGIC: &[u8] = b"dateline-ud 1\n";

/// A model file with the linear tagger and parser.
const LINEAR: u64 = 1;
/// A model file with the network.
const NEURAL: u64 = 2;

/// No model file unpacks to more than this.
const LARGEST: u64 = 256 << 20;

/// Tags, lemmas and trees for English.
pub struct Model {
    /// The tagger and parser.
    pub annotator: Box<dyn Annotator>,
    /// The lemmatizer.
    pub lemmas: Lemmas,
    /// What it was trained on, and under which licence it may be used.
    pub provenance: String,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("provenance", &self.provenance).finish_non_exhaustive()
    }
}

impl Model {
    /// The model that comes with the crate; unpacked once, at first use.
    pub fn built_in() -> Result<&'static Model> {
        static BUILT_IN: LazyLock<Result<Model>> =
            LazyLock::new(|| Model::read_packed(include_bytes!("../../models/english.zst")));
        BUILT_IN.as_ref().map_err(|error| Error::usage(error.to_string()))
    }

    /// Unpacks and reads a model file.
    pub fn read_packed(packed: &[u8]) -> Result<Self> {
        Self::read(&unpack(packed)?)
    }

    /// Reads an unpacked model file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let mut input = Reader::new(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(broken());
        }
        let provenance = input.text()?.to_owned();
        let annotator: Box<dyn Annotator> = match input.number()? {
            LINEAR => Box::new(Linear::read(&mut input)?),
            NEURAL => Box::new(Neural::read(&mut input)?),
            _ => return Err(broken()),
        };
        let lemmas = Lemmas::read(&mut input)?;
        Ok(Self { annotator, lemmas, provenance })
    }

    /// The dictionary form of a word with these tags: "plunged" VERB VBD gives "plunge".
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> CompactString {
        let guess = self.lemmas.lemma(form, upos, xpos);
        if self.lemmas.lists(form, upos, xpos) {
            return guess;
        }
        // A name that no treebank knows is its own dictionary form: "Verstappen".
        if xpos == Xpos::Nnp && !form.ends_with('.') {
            return CompactString::new(form);
        }
        // "Capt." is not short for "Captember".
        let shortened = form.ends_with('.') && upos == Upos::Propn;
        if shortened && !self.annotator.knows(&guess.to_lowercase()) {
            return CompactString::new(form);
        }
        regular::lemma(form, upos, xpos, &guess, |word| self.annotator.knows(word)).unwrap_or(guess)
    }

    /// The bytes of an unpacked model file with other words about where it comes from.
    pub fn with_provenance(bytes: &[u8], provenance: &str) -> Result<Vec<u8>> {
        let mut input = Reader::new(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(broken());
        }
        input.text()?;
        let mut out = MAGIC.to_vec();
        write_text(&mut out, provenance);
        out.extend_from_slice(input.rest());
        Ok(out)
    }

    /// The bytes of a model file around a linear model, not yet packed.
    pub fn write_linear(linear: &Linear, lemmas: &Lemmas, provenance: &str) -> Vec<u8> {
        Self::write(LINEAR, lemmas, provenance, |out| linear.write(out))
    }

    /// The bytes of a model file around a network, not yet packed.
    pub fn write_neural(neural: &Neural, lemmas: &Lemmas, provenance: &str) -> Vec<u8> {
        Self::write(NEURAL, lemmas, provenance, |out| neural.write(out))
    }

    fn write(kind: u64, lemmas: &Lemmas, provenance: &str, annotator: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        write_text(&mut out, provenance);
        write_number(&mut out, kind);
        annotator(&mut out);
        lemmas.write(&mut out);
        out
    }
}

/// Unpacks a model file.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let decoder = ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| broken())?;
    decoder.take(LARGEST).read_to_end(&mut bytes).map_err(|_| broken())?;
    Ok(bytes)
}
