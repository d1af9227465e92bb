//! Speed of the linguistic layer on one core: `cargo bench --bench language [TEXT FILE]`.
//!
//! Without a file it reads the texts of `tests/cases`, over and over, 300 kB of them. `DATELINE_MODEL` names another
//! model file. Time is that of this thread on a processor, where the system tells it (Linux): what else the machine does
//! then hardly matters.
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
    let clock = Clock::start();
    let packed = std::env::var_os("DATELINE_MODEL").map(std::fs::read).transpose()?;
    let own = packed.map(|packed| Model::read_packed(&packed)).transpose()?;
    let model = match &own {
        Some(model) => model,
        None => Model::built_in()?,
    };
    println!("model read in {:.3} s", clock.seconds());
    let lexicon = Lexicon::built_in()?;
    let pieces = pieces(&text);
    // The quickest of several rounds: what else the machine does only adds to the time.
    let quickest = |work: &dyn Fn(&str)| -> f64 {
        let round = |_| {
            let clock = Clock::start();
            pieces.iter().for_each(|piece| work(piece));
            clock.seconds()
        };
        (0..7).map(round).fold(f64::MAX, f64::min)
    };
    // Twenty times over, because the system counts in milliseconds.
    let cut = quickest(&|piece| (0..20).for_each(|_| drop(text::read(piece, lexicon)))) / 20.0;
    let document = text::read(&text, lexicon);
    let tokens = document.tokens.len();
    println!(
        "text to sentences and tokens: {:.1} MB/s, {tokens} tokens, {} sentences",
        text.len() as f64 / 1e6 / cut,
        document.sentences.len()
    );
    let trees = quickest(&|piece| drop(parse(text::read(piece, lexicon), Some("en"), model)));
    println!("tags, lemmas and trees: {:.0} tokens/s", tokens as f64 / (trees - cut));
    println!(
        "text to trees: {:.0} tokens/s, {:.1} MB/s",
        tokens as f64 / trees,
        text.len() as f64 / 1e6 / trees
    );
    Ok(())
}

/// Seconds this thread spent on a processor; seconds on the wall where the system does not say.
struct Clock {
    wall: Instant,
    processor: Option<u64>,
}

impl Clock {
    fn start() -> Self {
        Self { processor: Self::nanoseconds(), wall: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.processor, Self::nanoseconds()) {
            (Some(start), Some(end)) => (end - start) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }

    fn nanoseconds() -> Option<u64> {
        let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        line.split(' ').next()?.parse().ok()
    }
}

/// The text in pieces of about 4 kB, whole lines each.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if end - start > 4_000 {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// The texts of the cases, repeated to 300 kB.
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
    Ok(once.repeat(300_000 / once.len().max(1) + 1))
}
