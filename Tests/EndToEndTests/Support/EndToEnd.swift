import Testing

/// Tests of the program from outside, one at a time: each measures a process that has the machine to itself.
@Suite(.serialized) enum EndToEnd {}
