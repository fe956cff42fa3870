/**
 * The benchmarks of the engines: {@code ./somersault bench engines [W...] [--peers DIR]}. A {@link
 * cloud.somersault.simulators.bench.Workload} says what runs and what is right; the runner measures
 * ours and, where their programs are in DIR, the peers' in turns. A wrong answer fails the
 * benchmark. To hand in a workload, add it to {@code EngineWorkloads}.
 */
@NullMarked
package cloud.somersault.simulators.bench;

import org.jspecify.annotations.NullMarked;
