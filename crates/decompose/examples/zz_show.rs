use decompose::*;
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let b = std::fs::read(&p).unwrap();
    let board = if p.ends_with("json") {
        model::file::read(&b).unwrap()
    } else {
        model::notation::parse(&String::from_utf8(b).unwrap()).unwrap()
    };
    for a in propose(&board, &Options::default()).alternatives {
        println!("#### {} {:?}", a.name, a.metrics);
        for c in &a.contexts {
            println!("== {} ({})", c.name, c.members.len());
            for b in &c.because {
                println!("     - {b}");
            }
            if a.recommended {
                for m in &c.members {
                    let n = board.note(m).unwrap();
                    println!(
                        "   {} {} [{:.2}] {:?} {:?}",
                        n.kind.name(),
                        n.line(),
                        a.notes[m].strength,
                        a.notes[m].because,
                        a.notes[m].second
                    );
                }
            }
        }
    }
}
