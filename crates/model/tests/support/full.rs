//! A board file in which every member of the schema is used.

use serde_json::{Value, json};

pub fn full() -> Value {
    json!({
        "format": "isobar/board", "version": 1, "title": "All of it", "description": "d",
        "stage": "boundaries", "language": "de-CH",
        "notes": [
            {"id": "a1", "kind": "command", "text": "Book cargo", "x": 10, "y": -20.5, "width": 120, "height": 90,
             "tags": ["x", "y"], "description": "why", "group": "g1", "locked": true, "votes": 3,
             "fields": [{"name": "cargo_id", "type": "uuid", "identity": true, "example": null},
                        {"name": "price", "type": "money", "required": false, "personal": true, "description": "p"}],
             "facts": {"rate": 2.5, "peakRate": 10, "waits": true, "latencyMs": 200, "longRunning": false, "idempotent": true,
                       "caller": "browser", "undoneBy": "a2", "team": "t1", "cadence": "weekly", "scaling": "s", "technology": "rust"},
             "extensions": {"vendor.x": {"deep": [1.0, null]}}},
            {"id": "a2", "kind": "aggregate", "text": "Cargo",
             "facts": {"invariants": ["never two"], "instances": 0, "growthPerDay": 5, "consistency": "strong", "audit": true, "eventSourced": false}},
            {"id": "a3", "kind": "domain-event", "text": "Cargo booked", "pivotal": true,
             "facts": {"eventVersion": "2", "eventKind": "integration", "retentionDays": 30, "replay": true}},
            {"id": "a4", "kind": "hotspot", "text": "Who?", "resolved": true},
            {"id": "a5", "kind": "external-system", "text": "Bank",
             "facts": {"protocol": "soap", "availability": 0.99, "owner": "them", "latencyClass": "slow"}},
            {"id": "a6", "kind": "query", "text": "Where?", "facts": {"stalenessSeconds": 5, "shape": "page"}},
            {"id": "a7", "kind": "policy", "text": "Whenever", "facts": {"reaction": "scheduled"}}
        ],
        "links": [
            {"from": "a1", "to": "a2"}, {"from": "a1", "to": "a2", "label": "twice"}, {"id": "own", "from": "a2", "to": "a3", "status": "confirmed"},
            {"from": "a6", "to": "a7", "status": "refused"}
        ],
        "frames": [{"id": "f1", "kind": "swimlane", "title": "Lane", "x": 0, "y": 0, "width": 10, "height": 10}],
        "contexts": [
            {"id": "c1", "name": "Booking", "purpose": "p", "members": ["a1", "a2", "a3"], "subdomain": "core", "team": "t1", "cadence": "daily",
             "scaling": "s", "technology": "t", "store": "db", "deployUnit": "u", "availability": 0.999, "startupSeconds": 4, "pipeline": "p",
             "region": ["eu"], "sharedState": ["cache"], "libraries": [{"name": "l", "behaviour": false}],
             "sla": {"availability": 0.9, "latencyMs": 300}, "insideMonolith": false, "locked": true, "extensions": {"isobar.colour": "#123456"}},
            {"id": "c2", "name": "Empty"}
        ],
        "relations": [{"upstream": "c1", "downstream": "c2", "pattern": "open-host-service", "note": "n"}],
        "teams": [{"id": "t1", "name": "Blue", "people": 7, "type": "stream-aligned", "interactions": [{"team": "t2", "mode": "x-as-a-service"}], "budget": 9.5},
                  {"id": "t2", "name": "Red"}],
        "terms": [{"term": "cargo", "context": "c1", "definition": "d", "synonyms": ["freight"], "forbidden": ["stuff"]}, {"term": "leg"}],
        "decisions": [{"rule": "A-CTX-DATA", "subjects": ["a1", "gone"], "status": "changed", "choice": null, "reason": "r", "by": "me", "at": "2026-07-01T10:00:00Z"}],
        "answers": [{"question": "C-PRE-1", "answer": "no", "evidence": "e"}],
        "settings": {"legend.policy": "process", "limit": 10.0},
        "extensions": {"vendor.y": [null, 1e3]}
    })
}

pub fn read_value(file: &Value) -> Result<model::BoardSnapshot, model::file::FileError> {
    model::file::read(file.to_string().as_bytes())
}
