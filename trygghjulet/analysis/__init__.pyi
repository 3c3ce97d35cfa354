from .accuracy import (
    MapAccuracy as MapAccuracy,
    Pai as Pai,
    map_accuracy as map_accuracy,
    pai as pai,
)
from .areas import (
    AreaIndex as AreaIndex,
    PointsInAreas as PointsInAreas,
)
from .change import (
    Change as Change,
    Verdict as Verdict,
    change as change,
    change_against as change_against,
)
from .checks import (
    UnfitData as UnfitData,
)
from .clusters import (
    PointCluster as PointCluster,
    PointClusters as PointClusters,
    point_clusters as point_clusters,
)
from .comparing import (
    Comparisons as Comparisons,
    PeerComparison as PeerComparison,
    compare_with_peers as compare_with_peers,
    compare_with_rest as compare_with_rest,
)
from .concentration import (
    Concentration as Concentration,
    concentration as concentration,
)
from .density import (
    Density as Density,
    density as density,
    density_ratio as density_ratio,
)
from .difference import (
    Difference as Difference,
    Replicate as Replicate,
    difference_in_differences as difference_in_differences,
)
from .displacement import (
    Displacement as Displacement,
    NoQuotient as NoQuotient,
    Quotient as Quotient,
    Spillover as Spillover,
    displacement_difference as displacement_difference,
    displacement_quotient as displacement_quotient,
)
from .effect import (
    Effect as Effect,
    before_after as before_after,
)
from .emerging import (
    Emerging as Emerging,
    Pattern as Pattern,
    classify as classify,
    emerging as emerging,
)
from .excess import (
    Excess as Excess,
    excess as excess,
)
from .forecast import (
    Forecast as Forecast,
    forecast as forecast,
)
from .funnel import (
    Funnel as Funnel,
    funnel as funnel,
    funnel_limits as funnel_limits,
    winsorised_overdispersion as winsorised_overdispersion,
)
from .getis_ord import (
    GlobalG as GlobalG,
    LocalG as LocalG,
    global_g as global_g,
    local_g as local_g,
    neighbours_within as neighbours_within,
)
from .grid import (
    Grid as Grid,
    PointsInGrid as PointsInGrid,
    grid_over as grid_over,
)
from .hotspots import (
    GiStar as GiStar,
    Inference as Inference,
    Null as Null,
    gi_star as gi_star,
    gi_star_z as gi_star_z,
)
from .interrupted import (
    Interruption as Interruption,
    Quantile as Quantile,
    controlled_series as controlled_series,
    interrupted_series as interrupted_series,
)
from .interruption import (
    Shape as Shape,
)
from .kernels import (
    Bandwidth as Bandwidth,
    Kernel as Kernel,
    bandwidth_nrd as bandwidth_nrd,
    line_density as line_density,
)
from .lasting import (
    Lasting as Lasting,
    YearToYear as YearToYear,
    lasting as lasting,
)
from .multiple import (
    Correction as Correction,
    benjamini_hochberg as benjamini_hochberg,
    benjamini_yekutieli as benjamini_yekutieli,
    critical_z as critical_z,
    holm as holm,
    q_values as q_values,
)
from .near_repeat import (
    NearRepeat as NearRepeat,
    knox as knox,
)
from .neighbourhoods import (
    Edge as Edge,
)
from .overdispersion import (
    Overdispersion as Overdispersion,
    overdispersion as overdispersion,
)
from .pairs import (
    Metric as Metric,
)
from .periods import (
    Rolling as Rolling,
    YearToDate as YearToDate,
    rolling as rolling,
    rolling_sums as rolling_sums,
    year_to_date as year_to_date,
)
from .places import (
    HotspotPlace as HotspotPlace,
    delineate as delineate,
)
from .population import (
    Population as Population,
    areas_to_grid as areas_to_grid,
    areas_to_grid_by_points as areas_to_grid_by_points,
    squares_to_areas as squares_to_areas,
    squares_to_grid as squares_to_grid,
)
from .power import (
    Comparison as Comparison,
    Detectable as Detectable,
    detectable_change as detectable_change,
    follow_up_needed as follow_up_needed,
    power_of_change as power_of_change,
)
from .power_series import (
    detectable_change_in_series as detectable_change_in_series,
    power_of_series as power_of_series,
)
from .projection import (
    fitting_epsg as fitting_epsg,
    project as project,
    project_geometry as project_geometry,
    unproject as unproject,
)
from .randomisation import (
    Lot as Lot,
    randomisation_test as randomisation_test,
)
from .rates import (
    Rate as Rate,
    Rates as Rates,
    rate as rate,
    rates as rates,
)
from .regression import (
    CountFit as CountFit,
    fit_counts as fit_counts,
)
from .repeats import (
    Chains as Chains,
    NextIncident as NextIncident,
    RepeatPlaces as RepeatPlaces,
    chains as chains,
    next_incident as next_incident,
    repeat_places as repeat_places,
    same_place as same_place,
)
from .rhythm import (
    BusyHours as BusyHours,
    busiest as busiest,
    per_day as per_day,
)
from .scan import (
    BusiestRun as BusiestRun,
    busiest_run as busiest_run,
    scan_p as scan_p,
)
from .segments import (
    HotSegments as HotSegments,
    SegmentRun as SegmentRun,
    hot_segments as hot_segments,
)
from .shrinkage import (
    SteadiedRates as SteadiedRates,
    marshall_rates as marshall_rates,
    steadied_rates as steadied_rates,
)
from .small_samples import (
    SmallSample as SmallSample,
    small_sample as small_sample,
    small_sample_power as small_sample_power,
)
from .squares import (
    clipped as clipped,
    scb_cells as scb_cells,
    scb_ids as scb_ids,
    shares as shares,
)
from .standardising import (
    StandardisedRatios as StandardisedRatios,
    standardised_rates as standardised_rates,
    standardised_ratios as standardised_ratios,
)
from .synthetic import (
    NoVerdict as NoVerdict,
    Synthetic as Synthetic,
    synthetic_comparison as synthetic_comparison,
)
from .trend import (
    MannKendall as MannKendall,
    Season as Season,
    Trend as Trend,
    mann_kendall as mann_kendall,
    trend as trend,
)
from .unusual import (
    Hold as Hold,
    Side as Side,
    Unusual as Unusual,
    unusual as unusual,
)
