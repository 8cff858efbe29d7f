<?php
/** Print the export that "Tools, Export, All content" gives. */
require 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
wp_set_current_user(1);
export_wp(['content' => 'all']);
