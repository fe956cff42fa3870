// Teleportation: what is measured on the way decides what is done at the end.
// Expected: the receiver reads 1 with probability sin^2(pi/3) = 3/4, whatever Alice read.
OPENQASM 3.0;
include "stdgates.inc";

qubit message;
qubit alice;
qubit bob;
bit[2] sent;
bit received;

ry(2 * pi / 3) message;

h alice;
cx alice, bob;

cx message, alice;
h message;
sent[0] = measure message;
sent[1] = measure alice;

if (sent[1] == 1) {
  x bob;
}
if (sent[0] == 1) {
  z bob;
}
received = measure bob;
