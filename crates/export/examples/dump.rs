use export::Architecture;
fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        let board = if f.ends_with(".storm") {
            model::notation::parse(std::str::from_utf8(&b).unwrap()).unwrap()
        } else {
            model::file::read(&b).unwrap()
        };
        let a = Architecture::of(&board);
        for s in &a.services {
            println!("== {} ({})", s.title, s.name.kebab());
            for r in &s.resources {
                println!(
                    "   R {:?} {} / {} id {} fields {:?}",
                    r.kind,
                    r.name.pascal(),
                    r.collection.kebab(),
                    r.identity.name,
                    r.fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>()
                );
            }
            for o in &s.operations {
                let p: String = o
                    .path
                    .iter()
                    .map(|x| match x {
                        export::architecture::Segment::Word(n) => format!("/{}", n.kebab()),
                        export::architecture::Segment::Identity(r) => {
                            format!("/{{{}}}", s.resources[*r].identity.name)
                        }
                    })
                    .collect();
                println!(
                    "   O {:<32} {:?} {} {:?} in {:?} {}",
                    o.name.camel(),
                    o.method,
                    p,
                    o.output,
                    o.input.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
                    o.derived.is_some()
                );
            }
            for m in &s.publishes {
                println!(
                    "   E {} {} key {:?} fields {:?} to {:?}",
                    m.name.pascal(),
                    m.address,
                    m.key,
                    m.fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
                    m.consumers
                );
            }
            for m in &s.consumes {
                println!("   C {} from {:?}", m.message.address, m.from);
            }
        }
    }
}
