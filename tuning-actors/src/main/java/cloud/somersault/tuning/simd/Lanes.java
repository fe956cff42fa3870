package cloud.somersault.tuning.simd;

import cloud.somersault.simulators.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The species of this process; how wide it computes is decided by {@link Simd}. */
final class Lanes {
    private static final VectorShape SHAPE =
            Simd.WIDTH == Simd.Width.BITS_512 ? VectorShape.S_512_BIT : VectorShape.S_256_BIT;

    static final VectorSpecies<Float> F32 = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> I32 = VectorSpecies.of(int.class, SHAPE);

    /** As many 16-bit lanes as {@link #F32} has lanes. */
    static final VectorSpecies<Short> I16 =
            Simd.WIDTH == Simd.Width.BITS_512 ? ShortVector.SPECIES_256 : ShortVector.SPECIES_128;

    /** Sums over a row run in two of these, whatever the width: sixteen chains. */
    static final VectorSpecies<Float> HALF = FloatVector.SPECIES_256;

    static final int COUNT = F32.length();

    private Lanes() {}
}
