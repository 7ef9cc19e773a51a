"""Runs igraph's Leiden (C) and `isobar decompose --graph` on one edge list, in turn, and prints the pair.

Usage: leiden_pair.py ISOBAR FILE.edges [RUNS]
"""

import json
import statistics
import subprocess
import sys
import time

import igraph

RESOLUTION = 0.02


def theirs(graph):
    start = time.perf_counter()
    found = graph.community_leiden(
        objective_function="CPM", resolution=RESOLUTION, n_iterations=-1
    )
    return time.perf_counter() - start, found.membership


def ours(binary, path):
    command = [binary, "decompose", "--graph", path, "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found["seconds"], found["membership"]


def quality(graph, membership):
    """Sum over communities of (edges inside - gamma * nodes^2 / 2), by all edges; the same for both."""
    sizes = {}
    for community in membership:
        sizes[community] = sizes.get(community, 0) + 1
    inside = sum(membership[a] == membership[b] for a, b in graph.get_edgelist())
    expected = RESOLUTION * sum(n * n for n in sizes.values()) / 2
    return (inside - expected) / graph.ecount()


def main():
    binary, path = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    graph = igraph.Graph.Read_Edgelist(path, directed=False)
    seconds = {"isobar": [], "igraph": []}
    best = {"isobar": -1.0, "igraph": -1.0}
    for _ in range(runs):
        for name, (time_taken, membership) in (
            ("igraph", theirs(graph)),
            ("isobar", ours(binary, path)),
        ):
            seconds[name].append(time_taken)
            best[name] = max(best[name], quality(graph, membership))
    print(f"{graph.vcount()} nodes, {graph.ecount()} edges, CPM at {RESOLUTION}, {runs} runs")
    for name in seconds:
        print(f"{name}: median {statistics.median(seconds[name]):.2f} s, quality {best[name]:.6f}")
    ratio = statistics.median(seconds["isobar"]) / statistics.median(seconds["igraph"])
    print(f"isobar takes {ratio:.2f} times as long")


if __name__ == "__main__":
    main()
