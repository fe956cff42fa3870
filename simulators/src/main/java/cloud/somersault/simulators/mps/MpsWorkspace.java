package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.simd.ComplexProducts;

/** The scratch memory that all states of a run share; one thread at a time. */
final class MpsWorkspace {
    final MpsOptions options;
    final Splitter splitter;
    final Scratch theta = new Scratch();
    final Scratch dagger = new Scratch();

    private double[] panel = new double[0];

    MpsWorkspace(MpsOptions options) {
        this.options = options;
        this.splitter = new Splitter(options);
    }

    double[] panel(int inner) {
        if (panel.length < ComplexProducts.panelLength(inner)) {
            panel = new double[ComplexProducts.panelLength(inner)];
        }
        return panel;
    }
}
