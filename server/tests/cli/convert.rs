//! `isobar convert`

use std::collections::BTreeSet;

use serde_json::Value;

use crate::terminal::{CARGO_SHIPPING, SMALL, Terminal, fixture};

fn ids(board: &Value) -> Vec<String> {
    let notes = board["notes"].as_array().unwrap();
    notes
        .iter()
        .map(|n| n["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Every row of a board, places included, in whatever order it came.
fn unordered(board: &Value) -> BTreeSet<String> {
    let rows = ["notes", "links"]
        .iter()
        .flat_map(|list| board[list].as_array().unwrap());
    rows.map(Value::to_string).collect()
}

#[test]
fn storm_becomes_a_laid_out_board_and_storm_again() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    let ran = t.run("convert a.storm -o a.board.json").good();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    let board: Value = serde_json::from_str(&t.read("a.board.json")).unwrap();
    assert_eq!(board["format"], "isobar/board");
    assert_eq!(board["title"], "Small shop");
    assert!(
        board["notes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|n| n["x"].is_number() && n["y"].is_number())
    );
    let ran = t.run("convert a.board.json -o b.storm").good();
    assert!(ran.err.contains("positions"), "{}", ran.err);
    t.run("convert b.storm -o b.board.json").good();
    let again: Value = serde_json::from_str(&t.read("b.board.json")).unwrap();
    assert_eq!(unordered(&again), unordered(&board));
}

#[test]
fn cargo_shipping_goes_both_ways() {
    let t = Terminal::new();
    t.run(&format!("convert {CARGO_SHIPPING} -o c.board.json"))
        .good();
    t.run("convert c.board.json -o c.storm").good();
    t.run("convert c.storm -o d.board.json").good();
    let read = |name: &str| serde_json::from_str::<Value>(&t.read(name)).unwrap();
    let sorted = |board: &Value| {
        let mut ids = ids(board);
        ids.sort();
        ids
    };
    assert_eq!(sorted(&read("c.board.json")), sorted(&read("d.board.json")));
    assert_eq!(
        read("c.board.json")["contexts"].as_array().unwrap().len(),
        5
    );
}

#[test]
fn ids_of_a_file_are_kept() {
    let t = Terminal::new();
    t.write("a.board.json", r#"{"format":"isobar/board","version":1,"title":"T","notes":[{"id":"my:note.1","kind":"domain-event","text":"Order placed"}]}"#);
    t.run("convert a.board.json -o b.json").good();
    assert_eq!(
        ids(&serde_json::from_str(&t.read("b.json")).unwrap()),
        ["my:note.1"]
    );
}

#[test]
fn what_notation_cannot_say_is_named() {
    let t = Terminal::new();
    t.write(
        "a.board.json",
        r#"{"format":"isobar/board","version":1,"title":"T","notes":[{"id":"a","kind":"command","text":"Place order","x":1,"y":2,"fields":[{"name":"total","type":"money"}],"facts":{"rate":3}}]}"#,
    );
    let ran = t.run("convert a.board.json -o -").good();
    assert!(ran.out.contains("command Place order"), "{}", ran.out);
    for lost in ["positions", "fields", "facts"] {
        assert!(ran.err.contains(lost), "{lost} is missing in: {}", ran.err);
    }
}

#[test]
fn streams() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    let board = t.run("convert a.storm -o - --to board").good();
    assert_eq!(board.json()["notes"][0]["kind"], "actor");
    let storm = t
        .feed(
            "convert - --from board -o - --to storm",
            board.out.as_bytes(),
        )
        .good();
    assert!(storm.out.contains("# Billing"));
    let again = t
        .feed("convert - -o c.board.json", storm.out.as_bytes())
        .good();
    assert_eq!(again.out, "");
    let converted: Value = serde_json::from_str(&t.read("c.board.json")).unwrap();
    assert_eq!(unordered(&converted), unordered(&board.json()));
}

#[test]
fn refusals_name_the_place_and_leave_the_old_file() {
    let t = Terminal::new();
    t.write(
        "bad.storm",
        "# Sales\nevent Order placed\ncommnd Place order\n",
    );
    t.write("old.board.json", "old");
    t.run("convert bad.storm -o old.board.json")
        .refused(1, &["bad.storm:3", "commnd"]);
    assert_eq!(t.read("old.board.json"), "old");
    t.write("bad.board.json", r#"{"format":"isobar/board","version":1,"title":"T","notes":[{"id":"a","kind":"evnt","text":"x"}]}"#);
    t.run("convert bad.board.json -o -")
        .refused(1, &["bad.board.json", "/notes/0/kind"]);
    t.write("bad.json", "{\"format\":\n");
    t.run("convert bad.json -o x.storm")
        .refused(1, &["bad.json", "line"]);
    t.run("convert none.storm -o x.board.json")
        .refused(1, &["none.storm", "no such file"]);
    t.run("convert . --from storm -o x.board.json")
        .refused(1, &["folder"]);
    t.write("latin.storm", b"event Order placed\nevent Caf\xe9 opened\n");
    t.run("convert latin.storm -o x.board.json")
        .refused(1, &["latin.storm:2", "UTF-8"]);
    t.feed("convert - -o x.board.json", b"nonsense")
        .refused(1, &["standard input:1"]);
    assert!(!t.path("x.board.json").exists() && !t.path("x.storm").exists());
    t.write("a.storm", SMALL);
    t.run("convert a.storm -o nowhere/x.board.json")
        .refused(1, &["nowhere/x.board.json", "cannot be written"]);
}

#[test]
fn what_no_name_tells_must_be_said() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.write("a.txt", SMALL);
    t.run("convert a.storm -o a.yaml")
        .refused(2, &["a.yaml", "--to"]);
    t.run("convert a.txt -o a.board.json")
        .refused(2, &["a.txt", "--from"]);
    t.run("convert a.txt --from storm -o a.board.json").good();
    t.run("convert - -o -").refused(2, &["--from"]);
    t.run("convert a.storm -o b --to yaml")
        .refused(2, &["yaml"]);
    t.run("convert a.storm").refused(2, &["--output"]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let t = Terminal::new();
    t.write(
        "a.storm",
        format!("\u{feff}{}", SMALL.replace('\n', "\r\n")),
    );
    t.write("b.storm", SMALL);
    let marked = t.run("convert a.storm -o -").good();
    assert_eq!(marked.out, t.run("convert b.storm -o -").good().out);
}

#[test]
fn a_file_can_replace_itself() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.run("convert a.storm -o a.board.json").good();
    let before = t.read("a.board.json");
    t.run("convert a.board.json -o a.board.json").good();
    assert_eq!(t.read("a.board.json"), before);
    let left: Vec<_> = std::fs::read_dir(t.path(".")).unwrap().collect();
    assert_eq!(left.len(), 2);
}

#[test]
fn mymeetings_converts() {
    let Some(path) = fixture("mymeetings.board.json") else {
        return;
    };
    let t = Terminal::new();
    let ran = t
        .run(&format!("convert {} -o m.storm", path.display()))
        .good();
    assert!(ran.err.contains("ids"), "{}", ran.err);
    t.run("convert m.storm -o m.board.json").good();
    let board: Value = serde_json::from_str(&t.read("m.board.json")).unwrap();
    let source: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(ids(&board).len(), ids(&source).len());
    assert_eq!(
        board["links"].as_array().unwrap().len(),
        source["links"].as_array().unwrap().len()
    );
}

const CML: &str = "\
/* A shop */
ContextMap ShopMap {
  contains Sales, Billing
  Sales [U,OHS,PL]->[D,ACL] Billing
}
BoundedContext Sales implements Selling {
  type = FEATURE
  domainVisionStatement = \"Takes orders.\"
  Aggregate Orders {
    owner SalesTeam
    Entity Order { aggregateRoot
      - OrderId orderId
      List<Line> lines
      BigDecimal total
    }
    CommandEvent PlaceOrder
    DomainEvent OrderPlaced // triggers DraftInvoice
    Service OrderService {
      @Order findOrder(OrderId id);
      void cancelOrder(@Order order);
    }
  }
}
BoundedContext Billing {
  Application {
    Command DraftInvoice
    Flow Bill {
      event OrderPlaced triggers command DraftInvoice
      command DraftInvoice delegates to Invoices [-> DRAFTED] emits event InvoiceDrafted
    }
  }
  Aggregate Invoices { DomainEvent InvoiceDrafted }
}
BoundedContext SalesTeam { type TEAM }
Domain Shop { Subdomain Selling { type CORE_DOMAIN } }
";

#[test]
fn a_context_mapper_model_becomes_a_board() {
    let t = Terminal::new();
    t.write("shop.cml", CML);
    let board = t.run("convert shop.cml -o -").good().json();
    let contexts: Vec<&str> = board["contexts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["name"].as_str().unwrap())
        .collect();
    assert_eq!(contexts, ["Sales", "Billing"]);
    assert_eq!(board["contexts"][0]["subdomain"], "core");
    assert_eq!(board["contexts"][0]["purpose"], "Takes orders.");
    assert_eq!(board["relations"][0]["pattern"], "anticorruption-layer");
    assert_eq!(board["teams"][0]["name"], "Sales team");
    let storm = t.run("convert shop.cml -o - --to storm").good().out;
    for line in [
        "command Place order > aggregate Orders > event Order placed",
        "command Cancel order > aggregate Orders",
        "query Find order",
        "policy Whenever order placed, draft invoice > command Draft invoice > aggregate Invoices",
    ] {
        assert!(storm.contains(line), "{line} is not in\n{storm}");
    }
    let fields = &board["notes"].as_array().unwrap()[0]["fields"];
    assert_eq!(fields[1]["type"], "string[]");
    assert_eq!(fields[2]["type"], "decimal");
}

#[test]
fn a_broken_context_mapper_model_names_its_line() {
    let t = Terminal::new();
    t.write("a.cml", "BoundedContext A {\n Aggregate B {\n");
    t.run("convert a.cml -o -").refused(1, &["a.cml:"]);
    t.write("b.cml", "Domain A {}\n");
    t.run("convert b.cml -o -")
        .refused(1, &["b.cml:1", "BoundedContext"]);
    t.write("c.cml", "BoundedContext A {}\n}\n");
    t.run("convert c.cml -o -").refused(1, &["c.cml:2"]);
}

#[test]
fn a_service_cutter_model_becomes_a_board() {
    let t = Terminal::new();
    t.write("m.json", r#"{"name":"Shop","entities":[{"name":"Order","nanoentities":["id","total"]},{"name":"Line","nanoentities":["amount"]},{"name":"Article","nanoentities":["price"]}],"relations":[{"origin":"Order","destination":"Line","type":"COMPOSITION"}]}"#);
    t.write("u.json", r#"{"useCases":[{"name":"placeOrder","nanoentitiesRead":["Article.price"],"nanoentitiesWritten":["Order.total","Line.amount"]},{"name":"searchArticles","nanoentitiesRead":["Article.price"],"nanoentitiesWritten":[],"isLatencyCritical":"true"}],"sharedOwnerGroups":[{"name":"sales","nanoentities":["Order.id"]},{"name":"goods","nanoentities":["Article.price"]}]}"#);
    let storm = t
        .run("convert m.json u.json --from service-cutter -o - --to storm")
        .good()
        .out;
    for line in [
        "# Sales",
        "# Goods",
        "command Place order > aggregate Order",
        "query Search articles > readmodel Article data",
        "aggregate Article > readmodel Article data",
    ] {
        assert!(storm.contains(line), "{line} is not in\n{storm}");
    }
    assert!(!storm.contains("aggregate Line"), "{storm}");
    t.write("bad.json", r#"{"entities":[{"name":5}]}"#);
    t.run("convert bad.json --from service-cutter -o x.storm")
        .refused(1, &["bad.json:1", "string"]);
    t.run("convert u.json --from service-cutter -o x.storm")
        .refused(1, &["u.json:1", "entities"]);
    t.run("convert m.json u.json --from board -o x.storm")
        .refused(2, &["service-cutter"]);
}

#[test]
fn service_cutters_booking_gives_its_three_services() {
    let (Some(model), Some(users)) = (
        fixture("servicecutter/booking_1_model.json"),
        fixture("servicecutter/booking_2_user_representations.json"),
    ) else {
        return;
    };
    let t = Terminal::new();
    t.run(&format!(
        "convert {} {} --from service-cutter -o b.board.json",
        model.display(),
        users.display()
    ))
    .good();
    let found = t.run("decompose b.board.json --json").good().json();
    let chosen = found["alternatives"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["recommended"] == true)
        .unwrap();
    let mut names: Vec<&str> = chosen["contexts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Article", "Booking", "Customer"]);
}
