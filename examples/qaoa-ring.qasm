// QAOA, one layer, MaxCut on a ring of 6: a cut edge joins a 0 and a 1.
// Expected at gamma = -pi/4, beta = pi/8: three quarters of the edges cut on average;
// 010101 and 101010, which cut all six, come up far more often than any other string.
OPENQASM 3.0;
include "stdgates.inc";

input float gamma;
input float beta;

gate zz(theta) a, b {
  cx a, b;
  rz(theta) b;
  cx a, b;
}

qubit[6] q;
bit[6] c;

h q;
zz(gamma) q[0], q[1];
zz(gamma) q[1], q[2];
zz(gamma) q[2], q[3];
zz(gamma) q[3], q[4];
zz(gamma) q[4], q[5];
zz(gamma) q[5], q[0];
rx(2 * beta) q;
c = measure q;
