// Grover's search for 101 among 8, two rounds.
// Expected: 101 with probability sin^2(5 asin(1/sqrt(8))) = 121/128, 1/128 for each other.
OPENQASM 3.0;
include "stdgates.inc";

gate oracle a, b, c {
  x b;
  ctrl(2) @ z a, b, c;
  x b;
}

gate diffusion a, b, c {
  h a; h b; h c;
  x a; x b; x c;
  ctrl(2) @ z a, b, c;
  x a; x b; x c;
  h a; h b; h c;
}

qubit[3] q;
bit[3] c;

h q;
oracle q[0], q[1], q[2];
diffusion q[0], q[1], q[2];
oracle q[0], q[1], q[2];
diffusion q[0], q[1], q[2];
c = measure q;
