package cloud.somersault.tuning.adapter;

import cloud.somersault.tuning.quantum.QuantumLayer;
import cloud.somersault.tuning.quantum.RingAnsatz;
import java.util.function.Function;

/** Makes adapters. */
public final class Adapters {

    private Adapters() {}

    /**
     * An adapter with its initial values, which leave the layer as it is.
     *
     * @param in the layer's input width
     * @param out the layer's output width
     * @param seed of the initial values
     * @param quantum makes the quantum layer of this adapter; not asked by classical methods
     */
    public static Adapter create(
            AdapterMethod method,
            int in,
            int out,
            long seed,
            Function<RingAnsatz, QuantumLayer> quantum) {
        return switch (method) {
            case AdapterMethod.Lora lora -> new LoraAdapter(lora, in, out, seed);
            case AdapterMethod.Vera vera -> new VeraAdapter(vera, in, out);
            case AdapterMethod.Tensor tensor ->
                    new TensorAdapter(
                            tensor,
                            in,
                            out,
                            seed,
                            offset -> new LinearMiddle(tensor.rank(), offset));
            case AdapterMethod.SiluNet net ->
                    new TensorAdapter(
                            net,
                            in,
                            out,
                            seed,
                            offset -> new SiluMiddle(net.rank(), net.layers(), offset));
            case AdapterMethod.Quantum ring ->
                    new TensorAdapter(
                            ring,
                            in,
                            out,
                            seed,
                            offset ->
                                    new QuantumMiddle(ring, quantum.apply(ring.ansatz()), offset));
        };
    }
}
