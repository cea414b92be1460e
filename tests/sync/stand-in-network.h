/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define STAND_IN_TYPE_NETWORK (stand_in_network_get_type ())
G_DECLARE_FINAL_TYPE (StandInNetwork, stand_in_network, STAND_IN, NETWORK, GObject)

StandInNetwork *stand_in_network_new (GNetworkConnectivity connectivity);

G_END_DECLS
