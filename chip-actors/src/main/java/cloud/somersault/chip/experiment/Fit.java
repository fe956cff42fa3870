package cloud.somersault.chip.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * A weighted least-squares fit (Levenberg and Marquardt): the parameters that bring a model nearest
 * to measured shares, and their errors from the inverse of J^T W J.
 *
 * @param parameters the estimates, in the model's order
 * @param chiSquaredPerFreedom 1 when the model explains the points within their errors
 */
record Fit(List<Measured> parameters, double chiSquaredPerFreedom) {

    private static final int EVALUATIONS_MAX = 2000;
    private static final double STEP = 1e-6;

    Fit {
        parameters = List.copyOf(parameters);
    }

    /** What is expected at x. */
    @FunctionalInterface
    interface Model {
        double at(double x, double[] parameters);
    }

    Measured parameter(int index) {
        return parameters.get(index);
    }

    /**
     * Fits.
     *
     * @param x where the points lie
     * @param points what was measured there
     * @param start where the search begins; also tells the scale of each parameter
     * @return empty when the search does not end or a parameter is not determined
     */
    static Optional<Fit> of(Model model, double[] x, List<Measured> points, double... start) {
        var weights =
                points.stream().mapToDouble(point -> 1 / (point.error() * point.error())).toArray();
        var problem =
                new LeastSquaresBuilder()
                        .start(start)
                        .model(jacobian(model, x, start))
                        .target(points.stream().mapToDouble(Measured::value).toArray())
                        .weight(new DiagonalMatrix(weights))
                        .maxEvaluations(EVALUATIONS_MAX)
                        .maxIterations(EVALUATIONS_MAX)
                        .build();
        try {
            var optimum = new LevenbergMarquardtOptimizer().optimize(problem);
            var variances = optimum.getCovariances(1e-14);
            var found =
                    Arrays.stream(indices(start.length))
                            .mapToObj(index ->
                                    new Measured(
                                            optimum.getPoint().getEntry(index),
                                            Math.sqrt(variances.getEntry(index, index))))
                            .toList();
            int freedom = Math.max(1, x.length - start.length);
            return Optional.of(new Fit(found, optimum.getCost() * optimum.getCost() / freedom));
        } catch (MathRuntimeException | IllegalArgumentException undetermined) {
            return Optional.empty();
        }
    }

    private static int[] indices(int count) {
        var indices = new int[count];
        Arrays.setAll(indices, index -> index);
        return indices;
    }

    private static MultivariateJacobianFunction jacobian(Model model, double[] x, double[] start) {
        return point -> {
            var parameters = point.toArray();
            var values = values(model, x, parameters);
            var slopes = new Array2DRowRealMatrix(x.length, parameters.length);
            for (int index = 0; index < parameters.length; index++) {
                double step = STEP * Math.max(Math.abs(start[index]), Math.abs(parameters[index]));
                step = step == 0 ? STEP : step;
                var more = parameters.clone();
                var less = parameters.clone();
                more[index] += step;
                less[index] -= step;
                slopes.setColumnVector(
                        index,
                        values(model, x, more)
                                .subtract(values(model, x, less))
                                .mapDivide(2 * step));
            }
            return new Pair<>(values, slopes);
        };
    }

    private static RealVector values(Model model, double[] x, double[] parameters) {
        return new ArrayRealVector(
                Arrays.stream(x).map(at -> model.at(at, parameters)).toArray(), false);
    }
}
