//! Speed of the linguistic layer on one core: `cargo bench --bench language [TEXT FILE]`.
//!
//! Without a file it reads the texts of `tests/cases`, over and over, 2 MB of them.
#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::path::Path;
use std::time::Instant;

use dateline::lexicon::Lexicon;
use dateline::syntax::{Model, parse};
use dateline::text;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let text = match file {
        Some(path) => std::fs::read_to_string(path)?,
        None => sample()?,
    };
    let started = Instant::now();
    let model = Model::built_in()?;
    println!("model read in {:.3} s", started.elapsed().as_secs_f64());
    let lexicon = Lexicon::built_in()?;
    let rounds = 5;
    // The quickest of several rounds: what else the machine does only adds to the time.
    let quickest = |work: &mut dyn FnMut()| {
        (0..rounds)
            .map(|_| {
                let started = Instant::now();
                work();
                started.elapsed().as_secs_f64()
            })
            .fold(f64::MAX, f64::min)
    };
    let cut = quickest(&mut || drop(text::read(&text, lexicon)));
    let document = text::read(&text, lexicon);
    let tokens = document.tokens.len();
    println!(
        "text to sentences and tokens: {:.1} MB/s, {tokens} tokens, {} sentences",
        text.len() as f64 / 1e6 / cut,
        document.sentences.len()
    );
    let trees = quickest(&mut || drop(parse(text::read(&text, lexicon), Some("en"), model)));
    println!("tags, lemmas and trees: {:.0} tokens/s", tokens as f64 / (trees - cut));
    println!(
        "text to trees: {:.0} tokens/s, {:.1} MB/s",
        tokens as f64 / trees,
        text.len() as f64 / 1e6 / trees
    );
    Ok(())
}

/// The texts of the cases, repeated to 2 MB.
fn sample() -> std::io::Result<String> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text");
    let mut paths: Vec<_> =
        std::fs::read_dir(cases)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut once = String::new();
    for path in paths {
        let content = std::fs::read_to_string(path)?;
        for block in content.split("```text\n").skip(1) {
            once.push_str(block.split("```").next().unwrap_or_default());
            once.push('\n');
        }
    }
    Ok(once.repeat(2_000_000 / once.len().max(1) + 1))
}
