// A ripple-carry adder in place on 4 bits: 13 + 6.
// Expected: 10011, which is 19, in every shot.
OPENQASM 2.0;
include "qelib1.inc";

// The carry into c becomes the carry out of it; a and b keep what is needed to undo that.
gate carry_up c, b, a { cx a, b; cx a, c; ccx c, b, a; }
gate sum_down c, b, a { ccx c, b, a; cx a, c; cx c, b; }

qreg a[4];
qreg b[4];
qreg zero[1];
qreg high[1];
creg sum[5];

// a = 1101, b = 0110
x a[0];
x a[2];
x a[3];
x b[1];
x b[2];
barrier a, b;

carry_up zero[0], b[0], a[0];
carry_up a[0], b[1], a[1];
carry_up a[1], b[2], a[2];
carry_up a[2], b[3], a[3];
cx a[3], high[0];
sum_down a[2], b[3], a[3];
sum_down a[1], b[2], a[2];
sum_down a[0], b[1], a[1];
sum_down zero[0], b[0], a[0];

measure b[0] -> sum[0];
measure b[1] -> sum[1];
measure b[2] -> sum[2];
measure b[3] -> sum[3];
measure high[0] -> sum[4];
